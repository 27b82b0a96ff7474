package app

import (
	"fmt"
	"time"

	"kyodo/internal/bank"
	"kyodo/internal/jobs"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// dueUnchecked is the morning on which those who check are told what waits for too long; its one subject
// is "all", so that nobody is told twice a day.
const dueUnchecked = "desk.unchecked"

// worksFrom is when a day's work begins, after midnight.
const worksFrom = 8 * time.Hour

// unchecked has those who check told on the next morning that a listing waits for longer than promised,
// together with all others of which that is so by then.
func (a *App) unchecked(tx *sqldb.Tx, _ *bank.Listing) error {
	at := term.Of(tx.Now).Time().Add(worksFrom)
	if !at.After(tx.Now) {
		at = term.Of(tx.Now).AddDays(1).Time().Add(worksFrom)
	}
	return jobs.Arm(tx, dueUnchecked, "all", at)
}

// tellUnchecked tells those who check how many listings wait for too long, if any still does.
func (a *App) tellUnchecked(tx *sqldb.Tx, _ string) error {
	n, err := a.Desk.Unchecked(tx)
	if err != nil || n == 0 {
		return err
	}
	listings := fmt.Sprintf("%d listings have", n)
	if n == 1 {
		listings = "1 listing has"
	}
	return a.tell(tx, policy.ListingCheck, alarm{kind: "bank.unchecked", path: "/desk/listings",
		subject: [2]string{fmt.Sprintf("確認を待っている掲載があります（%d件）", n), fmt.Sprintf("Listings wait for their check (%d)", n)},
		button:  [2]string{"確認を待つ掲載を開く", "Open what waits"},
		lines: [2][]string{{fmt.Sprintf("公開前の確認を、約束の日を過ぎて待っている掲載が%d件あります。", n), "内容を確認して、公開するか差し戻してください。"},
			{listings + " waited for the check for longer than promised.", "Please publish them or send them back."}}})
}
