package member_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/account"
	"kyodo/internal/fault"
	"kyodo/internal/member"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

func TestTheCodeOfTheLetterMakesAnOwner(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		id, code := h.lettered(h.applicant)
		if len(strings.ReplaceAll(code, "-", ""))*5 < 40 {
			t.Errorf("the code %q has fewer than 40 bits", code)
		}
		if n := h.count(`SELECT count(*) FROM claim WHERE replace(code_hash, $1, '') <> code_hash`, code); n != 0 {
			t.Error("the database holds the code itself")
		}
		if err := h.Confirm(ctx, by(h.applicant), id, "AAAAA-AAAAA", says); !errors.Is(err, fault.Invalid) {
			t.Errorf("a wrong code: %v", err)
		}
		// As people type it: full-width, small, without the hyphen.
		typed := strings.ToLower(strings.ReplaceAll(code, "-", "　"))
		if err := h.Confirm(ctx, by(h.applicant), id, typed, says); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"NPO_OWNER " + string(h.npo)}, h.holdings(h.applicant, day(dbtest.Now()))); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"claim.confirmed"}, h.mails(h.applicant)); diff != "" {
			t.Error(diff)
		}
		mine, err := h.Mine(ctx, h.applicant)
		if err != nil || len(mine.Organizations) != 1 || !mine.Organizations[0].NeedsConsent {
			t.Errorf("%v %+v: who claimed has not agreed to the terms yet", err, mine.Organizations)
		}
		if err := h.Confirm(ctx, by(h.applicant), id, code, says); !errors.Is(err, fault.Conflict) {
			t.Errorf("the code worked twice: %v", err)
		}
	})
}

// lettered claims the NPO corporation and has the letter printed.
func (h *house) lettered(p account.PersonID) (id, code string) {
	h.t.Helper()
	id, err := h.MakeClaim(ctx, by(p), h.npo, "理事長", member.ByLetter, says)
	if err != nil {
		h.t.Fatal(err)
	}
	code, until, err := h.Letter(ctx, by(h.officer), id, 1)
	if err != nil {
		h.t.Fatal(err)
	}
	if want := day(dbtest.Now()).AddDays(30); until != want {
		h.t.Errorf("good until %s, want %s", until, want)
	}
	return id, code
}

func TestFiveWrongCodesEndAClaim(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		id, code := h.lettered(h.applicant)
		for i := range member.CodeTries {
			if err := h.Confirm(ctx, by(h.applicant), id, "AAAAA-AAAAA", says); !errors.Is(err, fault.Invalid) {
				t.Errorf("try %d: %v", i+1, err)
			}
		}
		if err := h.Confirm(ctx, by(h.applicant), id, code, says); !errors.Is(err, fault.Conflict) {
			t.Errorf("the right code after five wrong ones: %v", err)
		}
		c, err := h.Claim(ctx, id)
		if err != nil || c.State != member.Expired {
			t.Errorf("%v %s", err, c.State)
		}
		if len(h.holdings(h.applicant, day(dbtest.Now()))) != 0 {
			t.Error("somebody became an owner")
		}
		if n := h.count(`SELECT count(*) FROM audit WHERE object = $1 AND action = 'claim.confirm' AND result = 'failed'`, id); n != member.CodeTries {
			t.Errorf("%d wrong codes are on record", n)
		}
		// They may begin anew.
		again, err := h.MakeClaim(ctx, by(h.applicant), h.npo, "理事長", member.ByLetter, says)
		if err != nil || again == id {
			t.Errorf("%v, %s", err, again)
		}
	})
}

func TestManyGuessesAtOnceAreCountedEach(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		id, _ := h.lettered(h.applicant)
		var wg sync.WaitGroup
		var mu sync.Mutex
		judged := 0
		for range 40 {
			wg.Go(func() {
				if errors.Is(h.Confirm(ctx, by(h.applicant), id, "AAAAA-AAAAA", says), fault.Invalid) {
					mu.Lock()
					judged++
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		if judged > member.CodeTries {
			t.Errorf("%d guesses were judged, want at most %d", judged, member.CodeTries)
		}
	})
}

func TestACodeIsTooLateAfterItsDays(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		h := newHouse(t, dbtest.Open(t, dsn))
		id, code := h.lettered(h.applicant)
		for _, tt := range []struct {
			days  int
			state member.State
		}{{30, member.Lettered}, {31, member.Expired}} {
			db, err := sqldb.Open(t.Context(), dsn, sqldb.Options{Now: func() time.Time { return dbtest.Now().AddDate(0, 0, tt.days) }})
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			later := newQueue(h, db)
			if _, err := later.Tick(ctx); err != nil {
				t.Fatal(err)
			}
			c, err := h.Claim(ctx, id)
			if err != nil || c.State != tt.state {
				t.Errorf("%v: after %d days it is %s, want %s", err, tt.days, c.State, tt.state)
			}
		}
		if err := h.Confirm(ctx, by(h.applicant), id, code, says); !errors.Is(err, fault.Conflict) {
			t.Errorf("the code of an expired claim: %v", err)
		}
	})
}

func TestAClaimOnAnOwnedBodyGoesToItsOwner(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		id, code := h.lettered(h.applicant)
		if err := h.Confirm(ctx, by(h.applicant), id, code, says); err != nil {
			t.Fatal(err)
		}
		second, err := h.MakeClaim(ctx, by(h.stranger), h.npo, "会員", member.ByLetter, says)
		if err != nil {
			t.Fatal(err)
		}
		c, err := h.Claim(ctx, second)
		if err != nil || !c.Contested || c.Way != member.ByOfficer {
			t.Errorf("%v %+v", err, c)
		}
		if _, _, err := h.Letter(ctx, by(h.officer), second, 1); !errors.Is(err, fault.Conflict) {
			t.Errorf("a letter for a contested claim: %v", err)
		}
		if diff := cmp.Diff([]string{"claim.confirmed", "claim.contested"}, h.mails(h.applicant)); diff != "" {
			t.Error(diff)
		}
		if err := h.Decide(ctx, by(h.officer), second, 1, false, "別の方が管理しています。", says); err != nil {
			t.Fatal(err)
		}
		if len(h.holdings(h.stranger, day(dbtest.Now()))) != 0 {
			t.Error("a declined claim gave a post")
		}
	})
}

func TestAClaimMadeTwiceIsOne(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		ids := make([]string, 6)
		var wg sync.WaitGroup
		for i := range ids {
			wg.Go(func() {
				var err error
				if ids[i], err = h.MakeClaim(ctx, by(h.applicant), h.npo, "理事長", member.ByLetter, says); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		for _, id := range ids {
			if id != ids[0] {
				t.Errorf("claims %v, want one", ids)
				break
			}
		}
		if n := h.count(`SELECT count(*) FROM claim`); n != 1 {
			t.Errorf("%d claims", n)
		}
	})
}

func TestTheOwnerHandsOver(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		c, p := content("川辺の会【架空】")
		org, err := h.Approve(ctx, by(h.officer), h.apply(c, p), 3)
		if err != nil {
			t.Fatal(err)
		}
		today := day(dbtest.Now())
		begins := today.AddDays(10)
		if _, err := h.Propose(ctx, by(h.applicant), org, "新代表", "new@example.jp", today.AddDays(-1), "", says); !errors.Is(err, fault.Invalid) {
			t.Errorf("a day that is over: %v", err)
		}
		id, err := h.Propose(ctx, by(h.applicant), org, "長門 太郎【架空】", "taro@example.jp", begins, "総会で決まりました。", says)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.Propose(ctx, by(h.applicant), org, "別の人", "other@example.jp", begins, "", says); !errors.Is(err, fault.Invalid) {
			t.Errorf("a second proposal while one waits: %v", err)
		}
		errs := make([]error, 4)
		var wg sync.WaitGroup
		for i := range errs {
			wg.Go(func() { errs[i] = h.DecideSuccession(ctx, by(h.officer), id, 1, true, "", says) })
		}
		wg.Wait()
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else if !errors.Is(err, fault.Conflict) {
				t.Error(err)
			}
		}
		if won != 1 {
			t.Errorf("decided %d times", won)
		}
		if diff := cmp.Diff([]string(nil), h.holdings(h.stranger, begins)); diff != "" {
			t.Errorf("a representative who was never asked: %s", diff)
		}
		if _, err := h.Answer(ctx, by(h.stranger), h.invited(h.stranger), true); err != nil {
			t.Fatal(err)
		}
		role := []string{"GRP_OWNER " + string(org)}
		for _, tt := range []struct {
			who  account.PersonID
			days int
			want []string
		}{{h.applicant, 9, role}, {h.stranger, 9, nil}, {h.applicant, 10, nil}, {h.stranger, 10, role}} {
			if diff := cmp.Diff(tt.want, h.holdings(tt.who, today.AddDays(tt.days))); diff != "" {
				t.Errorf("%d days on: %s", tt.days, diff)
			}
		}
	})
}

// TestASuccessionTellsNobodyWhoIsKnown: for a mail address with an account and for one without, the
// proposer, the officer, the log and the mails are the same until the successor answers.
func TestASuccessionTellsNobodyWhoIsKnown(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		told := map[string]string{}
		for i, address := range []string{"taro@example.jp", "nobody@example.jp"} {
			c, p := content(fmt.Sprintf("川辺の会%d【架空】", i))
			org, err := h.Approve(ctx, by(h.officer), h.apply(c, p), 3)
			if err != nil {
				t.Fatal(err)
			}
			id, err := h.Propose(ctx, by(h.applicant), org, "新しい 代表【架空】", address, day(dbtest.Now()), "", says)
			if err != nil {
				t.Fatal(err)
			}
			before, since := h.count(`SELECT count(*) FROM person`), h.count(`SELECT count(*) FROM audit`)
			if err := h.DecideSuccession(ctx, by(h.officer), id, 1, true, "", says); err != nil {
				t.Fatal(err)
			}
			if n := h.count(`SELECT count(*) FROM person`); n != before {
				t.Errorf("%s: %d people more", address, n-before)
			}
			told[address] = h.told(org, address, since)
		}
		if diff := cmp.Diff(told["taro@example.jp"], told["nobody@example.jp"]); diff != "" {
			t.Error(diff)
		}
	})
}

func TestABodyWhoseOnlyOwnerLeftIsListed(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		c, p := content("川辺の会【架空】")
		org, err := h.Approve(ctx, by(h.officer), h.apply(c, p), 3)
		if err != nil {
			t.Fatal(err)
		}
		if list := h.waiting(member.Orphans); len(list) != 0 {
			t.Errorf("%v are listed while they have an owner", list)
		}
		if err := h.Leave(ctx, by(h.applicant), org); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{string(org)}, h.waiting(member.Orphans)); diff != "" {
			t.Error(diff)
		}
		// Somebody may claim it then, by letter.
		id, err := h.MakeClaim(ctx, by(h.stranger), org, "会員", member.ByLetter, says)
		if err != nil {
			t.Fatal(err)
		}
		if c, err := h.Claim(ctx, id); err != nil || c.Contested {
			t.Errorf("%v %+v", err, c)
		}
		if err := h.End(ctx, by(h.officer), register.ID(h.npo), "no-such-tenure"); !errors.Is(err, fault.NotFound) {
			t.Errorf("a tenure of another organization: %v", err)
		}
	})
}

// The word of somebody who was removed meanwhile gives the body to nobody.
func TestAProposalOfSomebodyWhoLeftIsRefused(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h := newHouse(t, db)
		c, p := content("川辺の会【架空】")
		org, err := h.Approve(ctx, by(h.officer), h.apply(c, p), 3)
		if err != nil {
			t.Fatal(err)
		}
		id, err := h.Propose(ctx, by(h.applicant), org, "友人【架空】", "friend@example.jp", day(dbtest.Now()), "", says)
		if err != nil {
			t.Fatal(err)
		}
		err = db.Update(ctx, func(tx *sqldb.Tx) error {
			members, err := h.People.MembersOf(tx, account.Scope{Kind: account.OfOrganization, ID: string(org)})
			if err != nil {
				return err
			}
			if _, err := h.People.AppointTx(tx, by(h.officer), members[0].Tenure.Post, h.officer, day(dbtest.Now()), term.Date{}); err != nil {
				return err
			}
			return h.People.EndTenureTx(tx, by(h.officer), members[0].Tenure.ID, day(dbtest.Now()).AddDays(-1), "解任")
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := h.DecideSuccession(ctx, by(h.officer), id, 1, true, "", says); !errors.Is(err, fault.Conflict) {
			t.Errorf("accepted: %v", err)
		}
	})
}
