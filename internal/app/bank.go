package app

import (
	"cmp"
	"errors"
	"fmt"

	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/collaboration"
	"kyodo/internal/desk"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/inquiry"
	"kyodo/internal/policy"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// trade builds the 社会貢献バンク: listings, inquiries and collaborations, and what passes between them.
func (a *App) trade(db *sqldb.DB, ids *id.Source, log audit.Log, opt Options) {
	calendar := term.LocalGovernment()
	a.Bank = &bank.Service{DB: db, IDs: ids, Audit: log, Register: a.Register, People: a.Accounts, Mail: a.Outbox, Frame: a.Accounts.Frame,
		Calendar: calendar, Key: derive(opt.Secret, "bank"), Index: search.New(), Wake: make(chan struct{}, 1), Files: opt.Files}
	a.feeds = append(a.feeds, a.Bank.Feed(opt.Log))
	a.Inquiries = &inquiry.Service{DB: db, IDs: ids, Audit: log, Register: a.Register, People: a.Accounts, Mail: a.Outbox, Frame: a.Accounts.Frame,
		Calendar: calendar, Coordinators: a.needed, Files: opt.Files}
	a.Collaborations = &collaboration.Service{DB: db, IDs: ids, Audit: log, Register: a.Register, People: a.Accounts, Mail: a.Outbox, Frame: a.Accounts.Frame,
		Calendar: calendar, Late: a.late}
	a.Bank.Checkers = a.unchecked
	a.Accounts.Erasing = append(a.Accounts.Erasing, a.Bank.Erase)
	a.Register.Uniting = append(a.Register.Uniting, a.Bank.Unite, a.Inquiries.Unite, a.Collaborations.Unite)
	a.Register.Parting = append(a.Register.Parting, a.Bank.Part, a.Inquiries.Part, a.Collaborations.Part)
	a.Bank.Entries, a.Bank.Drawn = inquiry.Entries, a.drawn
	a.Bank.Closing = append(a.Bank.Closing, a.Inquiries.ListingClosed)
	a.Bank.Expired = append(a.Bank.Expired, a.Inquiries.ListingExpired)
	a.Bank.Freed = append(a.Bank.Freed, a.Inquiries.ListingFreed)
	a.Inquiries.Accepted = append(a.Inquiries.Accepted, a.agreed)
	a.Collaborations.Ending = append(a.Collaborations.Ending, func(tx *sqldb.Tx, by audit.By, c *collaboration.Collaboration) error {
		return a.Inquiries.Release(tx, by, c.Inquiry)
	})
	a.Bank.Work(a.queue)
	a.Inquiries.Work(a.queue)
	a.Collaborations.Work(a.queue)
	a.coordination(db, ids, log)
}

// agreed begins the collaboration of an acceptance (軽: from S6 on).
func (a *App) agreed(tx *sqldb.Tx, by audit.By, x inquiry.Acceptance) error {
	q, l := x.Inquiry, x.Listing
	c := collaboration.Collaboration{Weight: collaboration.Light, Title: l.Title, Kind: l.Kind, Listing: l.ID, Inquiry: q.ID, Reservation: x.Reservation.ID,
		Quantity: x.Reservation.Quantity, Unit: l.Unit, Giver: q.Owner, Receiver: q.Asker, MeritGiver: l.MeritCompany, MeritReceiver: l.MeritGroup,
		Terms: collaboration.Terms{How: l.HandOver, Where: q.MeetingPlace, Note: l.HandNote}, Due: q.NeededBy, Channel: q.Channel,
		OwnerPost: cmp.Or(q.OwnerPost, l.OwnerPost)}
	if l.Direction == bank.Need { // who answers a need gives
		c.Giver, c.Receiver = q.Asker, q.Owner
	}
	_, err := a.Collaborations.Begin(tx, by, c)
	return err
}

// needed tells the coordinators why an inquiry needs them.
func (a *App) needed(tx *sqldb.Tx, q *inquiry.Inquiry, why inquiry.Why) error {
	l, err := bank.ListingTx(tx, q.Listing)
	if err != nil {
		return err
	}
	what := alarm{kind: "desk.silent", path: desk.Ref{Kind: desk.OfInquiry, ID: q.ID}.Path(),
		subject: [2]string{"返事のない問い合わせがあります", "An inquiry waits for an answer"},
		button:  [2]string{"案件を開く", "Open the case"},
		lines: [2][]string{
			{fmt.Sprintf("掲載番号%sへの問い合わせに、%s以来返事がありません。", l.ID, term.Of(q.OwesSince).Both()), "電話などで様子を尋ねてください。"},
			{fmt.Sprintf("An inquiry about listing %s has had no answer since %s.", l.ID, term.Of(q.OwesSince)), "Please ask how things are, for example by telephone."}}}
	switch why {
	case inquiry.WhyUnreached:
		what.kind = "desk.unreached"
		what.subject = [2]string{"メールの届かない団体への連絡をお願いします", "Please reach an organization without mail"}
		what.lines = [2][]string{{fmt.Sprintf("掲載番号%sへの問い合わせが進みましたが、一方の側にメールの届く人がいません。", l.ID), "電話などで知らせて、答えがあれば代わりに記録してください。"},
			{fmt.Sprintf("There is news of an inquiry about listing %s, and one side has nobody who can be mailed.", l.ID), "Please tell them, for example by telephone, and enter their answer if there is one."}}
	case inquiry.WhyInvited:
		what.kind = "desk.invited"
		what.subject = [2]string{"問い合わせへの同席を頼まれました", "You are asked to sit in on an inquiry"}
		what.lines = [2][]string{{fmt.Sprintf("掲載番号%sへの問い合わせで、コーディネーターの同席を頼まれました。", l.ID), "やり取りを読んで、双方に声をかけてください。"},
			{fmt.Sprintf("A side of an inquiry about listing %s asks for a coordinator.", l.ID), "Please read the thread and speak with both."}}
	case inquiry.WhyLine:
		what.kind = "desk.line"
		what.subject = [2]string{"期限を過ぎた掲載を待っている人がいます", "Somebody waits for a listing that has expired"}
		what.lines = [2][]string{{fmt.Sprintf("掲載番号%sは期限を過ぎましたが、キャンセル待ちが残っています。", l.ID), "続けて待つか、ほかの提供をさがすかを、待っている人と相談してください。"},
			{fmt.Sprintf("Listing %s has expired and somebody is still in its line.", l.ID), "Please speak with them about waiting on or finding something else."}}
	case inquiry.WhyTaken:
		what.kind = "desk.taken"
		what.subject = [2]string{"問い合わせを仲介してください", "Please mediate an inquiry"}
		what.lines[0][1] = "約束の日数を過ぎたので、センターの仲介に移りました。"
		what.lines[1][1] = "The promised days are over: the case is with the centre now."
	}
	return a.tellOwner(tx, cmp.Or(q.OwnerPost, l.OwnerPost), l.City, policy.InquiryMediate, what)
}

// late tells the coordinators that a collaboration's promised day is over.
func (a *App) late(tx *sqldb.Tx, c *collaboration.Collaboration) error {
	city := ""
	if l, err := bank.ListingTx(tx, c.Listing); err == nil {
		city = l.City
	} else if !errors.Is(err, fault.NotFound) {
		return err
	}
	return a.tellOwner(tx, c.OwnerPost, city, policy.DeskAssign, alarm{kind: "desk.late", path: c.Path(),
		subject: [2]string{"約束の日を過ぎた協働があります", "A collaboration is beyond its promised day"},
		button:  [2]string{"協働の記録を開く", "Open the collaboration"},
		lines: [2][]string{{fmt.Sprintf("協働「%s」の次の手続きが、約束の日を過ぎています。", c.Title), "双方に様子を尋ねてください。"},
			{fmt.Sprintf("The next step of the collaboration \u201c%s\u201d is overdue.", c.Title), "Please ask both sides how things are."}}})
}
