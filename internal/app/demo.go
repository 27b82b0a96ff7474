package app

import (
	"context"

	"kyodo/internal/demo"
	"kyodo/internal/term"
)

// Story tells the demo's story of the bank, once the invented people are there, unless it is there
// already; the pages answer with it at once.
func (a *App) Story(ctx context.Context) error {
	told, err := demo.Bank{DB: a.db, Queue: a.queue, Register: a.Register, Listings: a.Bank, Inquiries: a.Inquiries, Collaborations: a.Collaborations, Alerts: a.Alerts,
		Calendar: term.LocalGovernment(), May: a.may}.Fill(ctx, a.seats)
	if err != nil {
		return err
	}
	if err := (demo.Desk{Desk: a.Desk, May: a.may}).Fill(ctx, a.seats); err != nil || !told {
		return err
	}
	return a.Load(ctx)
}
