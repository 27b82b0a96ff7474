package inquiryweb

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/inquiry"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
	"kyodo/internal/web/ui"
)

const jp = ui.JA

// typed is a first message as a group writes it.
func typed() url.Values {
	return url.Values{"for": {"毎週通う小学生20人"}, "use": {"学習室の机にします。"}, "quantity": {"４"}, "needed_by": {"2027-01-20"}, "handover": {"軽トラックで取りに行けます"}}
}

// sent is an inquiry of the group about a listing, with the asker's browser on its thread.
func (w *world) sent(l *bank.Listing) (*browser, string) {
	w.t.Helper()
	b := w.as(w.asker)
	b.get(l.Path()+"/ask", 200)
	to, _, _ := strings.Cut(b.press(wSend.In(jp), typed(), 200), "?")
	return b, to
}

func TestAGroupAsksAndTheCompanyAccepts(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		l := w.tables()
		b := w.as(w.asker)
		b.get(l.Path()+"/ask", 200)
		b.contains("会議机の寄贈【架空】", "10台", wFor.In(jp))
		b.english(l.Path() + "/ask")
		b.press(wSend.In(jp), url.Values{"for": {""}, "use": {"机に"}, "quantity": {"11"}}, 422)
		b.contains(saysJA.ForMissing, saysJA.Quantity, "机に", `value="11"`)
		to, _, _ := strings.Cut(b.press(wSend.In(jp), typed(), 200), "?")
		if b.inputs-3-4 > 8+1 { // the pages opened, and the wrong form, aside
			t.Errorf("%d inputs to ask", b.inputs)
		}
		b.contains(doneWords["sent"][0].In(jp), "毎週通う小学生20人", "4台", wOtherSide.In(jp)+wTheirTurn.In(jp))
		b.lacks(companyPhone, groupPhone)
		b.english(to)
		b.get(MyPath, 200)
		b.contains("会議机の寄贈【架空】", "株式会社かわべ【架空】")
		b.english(MyPath)

		owner := w.as(w.owner)
		owner.get(MyPath, 200)
		owner.contains(wUnread.In(jp), "川辺の会【架空】", wYourTurn.In(jp))
		owner.get(to, 200)
		owner.contains("川辺の会【架空】", wAcceptDo.In(jp), wYourTurn.In(jp))
		owner.lacks(groupPhone, companyPhone)
		owner.english(to)
		if q := w.of(to); q.State != inquiry.Read || q.ReadAt.IsZero() || q.Owes != inquiry.Owner {
			t.Errorf("the owner opened it: %s, owes %s", q.State, q.Owes)
		}
		owner.press(wReplyDo.In(jp), url.Values{"body": {""}}, 422)
		owner.press(wReplyDo.In(jp), url.Values{"body": {"4台でよろしいですか。"}}, 200)
		b.get(to, 200)
		b.contains("4台でよろしいですか。", wYourTurn.In(jp), "株式会社かわべ【架空】")
		b.press(wReplyDo.In(jp), url.Values{"body": {"はい、お願いします。"}}, 200)
		owner.get(to, 200)
		owner.press(wAcceptDo.In(jp), url.Values{"quantity": {"多め"}}, 422)
		owner.contains(`value="多め"`)
		owner.press(wAcceptDo.In(jp), url.Values{"quantity": {"3"}}, 200)
		owner.contains(doneWords["accepted"][0].In(jp), groupPhone, "/collaborations/began")
		owner.lacks(wAcceptDo.In(jp))
		owner.english(to)
		b.get(to, 200)
		b.contains(companyPhone, wContact.In(jp))
		b.english(to)
		w.as(w.stranger).get(to, 403)
		w.as(w.other).get(to, 404)
		w.as(w.center).get(DeskPath+"/"+strings.TrimPrefix(to, MyPath+"/"), 404) // nobody called the centre
		if n := w.count(`SELECT count(*) FROM audit WHERE action = $1`, audit.DataRead); n == 0 {
			t.Error("that contact data was read is not on record")
		}
	})
}

// Why nothing can be asked is said kindly, with what helps, before anything is typed.
func TestHurdles(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		l := w.tables()
		path := l.Path() + "/ask"
		if to := w.as("").Do("GET", path, nil, nil).Header().Get("Location"); !strings.HasPrefix(to, "/sign-in?next=") || !strings.Contains(to, url.QueryEscape(path)) {
			t.Errorf("who is not signed in is led to %q", to)
		}
		x := w.as(w.newcomer)
		x.get(path, 200)
		x.contains(wNotPublished.In(jp), manageOrg+string(w.unready)+"/profile")
		x.lacks(wSend.In(jp) + "</button>")
		x.english(path)
		own := w.as(w.owner)
		own.get(path, 200)
		own.contains(wOwnListing.In(jp))
		w.as(w.asker).get(path+"?org="+string(w.second), 404)
		w.as(w.asker).get("/bank/0000000000000000/ask", 404)

		b := w.as(w.asker)
		for range inquiry.MaxUnanswered {
			_, to := w.sent(new(w.tables()))
			b.get(to, 200)
		}
		b.get(path, 200)
		b.contains(wTooMany.In(jp))
		if n := strings.Count(b.page, `href="`+MyPath+"/"); n < inquiry.MaxUnanswered {
			t.Errorf("%d links to what waits", n)
		}
		b.english(path)
		_, err := w.bank.Listing(t.Context(), l.ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.bank.Pause(t.Context(), audit.By{Actor: audit.System}, l.ID, l.Version, ""); err != nil {
			t.Fatal(err)
		}
		o := w.as(w.other)
		o.get(path, 200)
		o.contains(wNotOpen.In(jp))
	})
}

// A form that is sent twice asks once; a second one about the same listing is led to the first.
func TestAskingTwice(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		l := w.tables()
		b := w.as(w.asker)
		b.get(l.Path()+"/ask", 200)
		first, again := b.page, b.page
		one := b.press(wSend.In(jp), typed(), 303)
		b.page = again
		two := b.press(wSend.In(jp), typed(), 303)
		if one != two || w.count(`SELECT count(*) FROM inquiry`) != 1 {
			t.Errorf("%s, %s: sent twice", one, two)
		}
		if n := w.count(`SELECT count(*) FROM mail WHERE kind = $1`, "inquiry.new"); n != 2 { // the owner and the one who stands on both sides
			t.Errorf("%d mails of one inquiry", n)
		}
		b.page = first
		b.get(l.Path()+"/ask", 200)
		b.contains(wAlready.In(jp), one[:len(one)-len("?done=sent")])
	})
}

// An old form is answered with what is there now, and with what was typed.
func TestStaleForms(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		l := w.tables()
		_, to := w.sent(&l)
		owner, second := w.as(w.owner), w.as(w.owner)
		owner.get(to, 200)
		second.get(to, 200)
		owner.press(wReplyDo.In(jp), url.Values{"body": {"先に書きました。"}}, 200)
		second.press(wReplyDo.In(jp), url.Values{"body": {"後から書きました。"}}, 409)
		second.contains(wStale.In(jp), "先に書きました。", "後から書きました。")
		second.press(wReplyDo.In(jp), nil, 200) // with what was kept
		second.contains("後から書きました。")
	})
}

func TestDeclineAndWithdraw(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		l := w.tables()
		b, to := w.sent(&l)
		owner := w.as(w.owner)
		owner.get(to, 200)
		owner.press(wDeclineDo.In(jp), nil, 422)
		owner.press(wDeclineDo.In(jp), url.Values{"code": {"R99"}}, 422)
		owner.contains(saysJA.NoteMissing)
		owner.press(wDeclineDo.In(jp), url.Values{"code": {"R01"}, "note": {"日程が合いませんでした。"}}, 200)
		b.get(to, 200)
		b.contains("条件が合わない（日程）", "日程が合いませんでした。", wFindOthers.In(jp))
		b.lacks(companyPhone)
		b.english(to)

		second := w.tables()
		b, _ = w.sent(&second)
		b.press(wWithdrawDo.In(jp), nil, 422)
		b.contains(saysJA.CodeMissing)
		b.press(wWithdrawDo.In(jp), url.Values{"withdraw_code": {"R06"}}, 200)
		b.contains(stateWords[inquiry.Withdrawn].In(jp))
		// What is one side's alone is not the other's to do.
		third := w.tables()
		b, to = w.sent(&third)
		token := b.FormToken(to)
		for _, deed := range []string{"accept", "decline"} {
			if rec := b.Do("POST", to+"/"+deed, url.Values{"_token": {token}, "version": {"1"}, "quantity": {"4"}, "code": {"R01"}}, nil); rec.Code != 404 {
				t.Errorf("the asker can %s: %d", deed, rec.Code)
			}
		}
		for _, deed := range []string{"withdraw", "confirm", "mediate"} {
			o := w.as(w.owner)
			if rec := o.Do("POST", to+"/"+deed, url.Values{"_token": {o.FormToken(to)}, "version": {"2"}, "withdraw_code": {"R01"}}, nil); rec.Code != 404 && rec.Code != 403 {
				t.Errorf("the owner can %s: %d", deed, rec.Code)
			}
		}
	})
}

// Two groups want more than there is: the second waits, is kept what the first gives back, and takes it.
func TestWaitingListAndConfirm(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		l := w.tables()
		ask := func(who account.PersonID, n string) (*browser, string) {
			b := w.as(who)
			b.get(l.Path()+"/ask", 200)
			in := typed()
			in.Set("quantity", n)
			to, _, _ := strings.Cut(b.press(wSend.In(jp), in, 200), "?")
			return b, to
		}
		_, first := ask(w.asker, "10")
		b, second := ask(w.other, "5")
		owner := w.as(w.owner)
		owner.get(first, 200)
		owner.press(wAcceptDo.In(jp), nil, 200)
		owner.get(second, 200)
		owner.contains(wNoneLeft.In(jp))
		owner.press(wAcceptDo.In(jp), nil, 200)
		owner.contains(doneWords["in-line"][0].In(jp))
		b.get(second, 200)
		b.contains(wLineTitle.In(jp), stateWords[inquiry.Waiting].In(jp))
		b.lacks(companyPhone, wConfirmDo.In(jp)+"</button>")
		b.english(second)
		q := w.of(first)
		if err := db.Update(t.Context(), func(tx *sqldb.Tx) error { return w.svc.Release(tx, audit.By{Actor: audit.System}, q.ID) }); err != nil {
			t.Fatal(err)
		}
		b.get(second, 200)
		b.contains(wHeldTitle.In(jp), wHeldUntil.In(jp))
		b.english(second)
		b.press(wConfirmDo.In(jp), nil, 200)
		b.contains(stateWords[inquiry.Accepted].In(jp), companyPhone)
	})
}

// A meeting, and a coordinator who sits in at one press; from then on the centre reads along, and may
// write for a side.
func TestMeetAndMediate(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		l := w.tables()
		b, to := w.sent(&l)
		desk := DeskPath + "/" + strings.TrimPrefix(to, MyPath+"/")
		c := w.as(w.center)
		c.get(desk, 404)
		b.press(wMeetDo.In(jp), url.Values{"at": {""}}, 422)
		b.press(wMeetDo.In(jp), url.Values{"at": {"12月5日（金）14時"}, "place": {"センターの会議室"}}, 200)
		b.contains("12月5日（金）14時", "センターの会議室")
		b.press(wSitInDo.In(jp), nil, 200)
		b.contains(wMediation.In(jp))
		b.lacks(wSitInDo.In(jp) + "</button>")
		c.get(desk, 200)
		c.contains(wMediation.In(jp), wMediateDo.In(jp))
		c.lacks(companyPhone, groupPhone)
		c.english(desk)
		c.press(wMediateDo.In(jp), nil, 200)
		c.contains(wYourTurn.In(jp))
		c.press(wReplyDo.In(jp), url.Values{"body": {"会社に電話しました。"}, "channel": {"phone"}}, 200)
		c.contains("会社に電話しました。", channelWords["phone"].In(jp))
		c.press(wAcceptDo.In(jp), url.Values{"quantity": {"2"}}, 200)
		c.contains(companyPhone, groupPhone)
		if q := w.of(to); q.State != inquiry.Accepted {
			t.Errorf("accepted by proxy: %s", q.State)
		}
	})
}

// Who belongs to both organizations chooses for which they write.
func TestBothSides(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		l := w.tables()
		_, to := w.sent(&l)
		b := w.as(w.both)
		b.get(to+"?as=asker", 200)
		b.contains(wBothSides.In(jp)+partyWords[inquiry.Asker].In(jp), wWithdrawDo.In(jp))
		b.lacks(wAcceptDo.In(jp) + "</button>")
		b.english(to + "?as=asker")
		b.get(to+"?as=owner", 200)
		b.contains(wAcceptDo.In(jp))
		b.lacks(wWithdrawDo.In(jp) + "</button>")
		b.press(wReplyDo.In(jp), url.Values{"body": {"会社としての返事です。"}}, 200)
		x, err := w.svc.Whole(t.Context(), w.of(to).ID)
		if err != nil || len(x.Messages) != 1 || x.Messages[0].Side != inquiry.Owner {
			t.Errorf("%+v, %v", x.Messages, err)
		}
		b.get(l.Path()+"/ask?org="+string(w.group), 200)
		b.contains(wAlready.In(jp))
	})
}

// A company answers a need by the same page, in words that fit; its name may wait for the agreement.
func TestNeedsAndAnonymousOffers(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		today := term.Of(dbtest.Now())
		need := w.listed(bank.Start{Direction: bank.Need, Organization: w.second, Kind: "P1", Channel: "web", Content: bank.Content{Title: "清掃を手伝ってほしい【架空】",
			Body: "河川敷の清掃です。", Beneficiaries: "近所の人", Quantity: 5, Unit: "人", City: "35206", Audience: bank.Everybody, Until: today.AddDays(60), AdvertiseUntil: today.AddDays(50)}})
		b := w.as(w.owner)
		b.get(need.Path()+"/ask", 200)
		b.contains(wAnswer.In(jp), wForNeed.In(jp), wQuantityNeed.In(jp))
		b.english(need.Path() + "/ask")
		to := b.press(wSend.In(jp), url.Values{"for": {"若手社員5人"}, "use": {"半日手伝えます。"}, "quantity": {"5"}}, 200)
		b.english(strings.TrimSuffix(to, "?done=sent"))

		secret := w.listed(bank.Start{Direction: bank.Offer, Organization: w.company, Kind: "G2", Channel: "web", Content: bank.Content{Title: "名前を伏せた寄贈【架空】",
			Body: "いすです。", Quantity: 10, Unit: "脚", Detail: map[string]string{"condition": "good"}, City: "35203", Anonymous: true, Audience: bank.Everybody, Until: today.AddDays(60), AdvertiseUntil: today.AddDays(50)}})
		g := w.as(w.asker)
		g.get(secret.Path()+"/ask", 200)
		g.lacks("かわべ", string(w.company))
		g.press(wSend.In(jp), typed(), 200)
		g.contains(wNameLater.In(jp))
		g.lacks("かわべ", string(w.company))
		g.get(MyPath, 200)
		g.lacks("かわべ", string(w.company))
	})
}

// Attachments: only what the program knows, under a name that misleads nobody, to be saved and never shown.
func TestAttachments(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		l := w.tables()
		b, to := w.sent(&l)
		pdf := []byte("%PDF-1.7\nthe text of a plan")
		for name, data := range map[string][]byte{"evil.html": []byte("<script>alert(1)</script>"), "shell.svg": []byte("<svg onload=alert(1)>"), "fake.pdf": []byte("<html>not a pdf</html>"),
			"empty.pdf": nil, "program.exe": []byte("MZ"), "big.pdf": append([]byte("%PDF-"), make([]byte, inquiry.MaxFileSize)...)} {
			b.get(to, 200)
			b.upload(wReplyDo.In(jp), url.Values{"body": {"計画書です。"}}, map[string][]byte{name: data}, 422)
			b.contains("計画書です。", saysJA.Files)
		}
		b.get(to, 200)
		hostile := "../../etc/\"pass<wd>\r\nSet-Cookie: x=1\u202e計画.pdf"
		b.upload(wReplyDo.In(jp), url.Values{"body": {"計画書を送ります。"}}, map[string][]byte{hostile: pdf}, 200)
		b.lacks("<wd>", "\u202e", "../")
		x, err := w.svc.Whole(t.Context(), w.of(to).ID)
		if err != nil || len(x.Messages) != 1 || len(x.Messages[0].Files) != 1 {
			t.Fatalf("%+v, %v", x.Messages, err)
		}
		at := to + "/files/" + x.Messages[0].Files[0].ID
		b.contains(at)
		rec := w.as(w.owner).Do("GET", at, nil, nil)
		h := rec.Header()
		if rec.Code != 200 || rec.Body.String() != string(pdf) || h.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(h.Get("Content-Disposition"), `attachment; filename="file.pdf"`) ||
			len(h["Set-Cookie"]) > 0 || strings.ContainsAny(h.Get("Content-Disposition"), "\r\n<>") {
			t.Errorf("%d %v", rec.Code, h)
		}
		w.as(w.other).get(at, http.StatusNotFound)
		w.as(w.center).get(at, http.StatusNotFound)
		w.as("").get(at, http.StatusSeeOther)
		other := w.tables()
		b2, to2 := w.sent(&other)
		b2.get(to2+"/files/"+x.Messages[0].Files[0].ID, http.StatusNotFound)
	})
}

// of is an inquiry as it is stored, by its address.
func (w *world) of(address string) inquiry.Inquiry {
	w.t.Helper()
	q, err := w.svc.ByID(w.t.Context(), strings.TrimPrefix(strings.TrimPrefix(address, MyPath+"/"), DeskPath+"/"))
	if err != nil {
		w.t.Fatalf("%s: %v", address, err)
	}
	return q
}

// count counts rows.
func (w *world) count(query string, args ...any) (n int64) {
	w.t.Helper()
	err := w.svc.DB.View(w.t.Context(), func(tx *sqldb.Tx) (err error) {
		n, _, err = sqldb.One(tx, sqldb.Int, query, args...)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}
