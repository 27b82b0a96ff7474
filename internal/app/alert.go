package app

import (
	"kyodo/internal/account"
	"kyodo/internal/alert"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/id"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// alerts builds the standing searches of the bank.
func (a *App) alerts(db *sqldb.DB, ids *id.Source, log audit.Log, opt Options) {
	a.Alerts = &alert.Service{DB: db, IDs: ids, Audit: log, People: a.Accounts, Mail: a.Outbox, Frame: a.Accounts.Frame, Bank: a.Bank,
		Key: derive(opt.Secret, "alert"), Reads: a.reads}
	a.Alerts.Work(a.queue)
	a.Accounts.Erasing = append(a.Accounts.Erasing, a.Alerts.Erase)
}

// reads are the audiences to which somebody belongs today: those for whom the permission table opens
// more listings than everybody reads. What the centre keeps is mailed to nobody.
func (a *App) reads(tx *sqldb.Tx, person account.PersonID) ([]bank.Audience, error) {
	holdings, err := a.Accounts.HoldingsOf(tx, person, term.Of(tx.Now))
	if err != nil {
		return nil, err
	}
	who := &account.Principal{Person: person, Holdings: holdings, Assurance: account.MultiFactor, Enrolled: true}
	if a.Policy.Now().Decide(who, policy.ListingRead, policy.Object{Kind: "listing", State: string(bank.Open)}, tx.Now).Verdict <= policy.StepUp {
		return bank.ForMembers(), nil
	}
	return nil, nil
}
