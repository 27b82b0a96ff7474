package app

import (
	"context"
	"errors"
	"slices"

	"kyodo/internal/collaboration/collaborationweb"
	"kyodo/internal/fault"
	"kyodo/internal/inquiry/inquiryweb"
	"kyodo/internal/register"
)

// dealing mounts the pages of inquiries and of what comes of them.
func (a *App) dealing() {
	inquiryweb.Mount(a.Site, a.Inquiries, inquiryweb.Config{Began: a.began})
	collaborationweb.Mount(a.Site, a.Collaborations)
}

// began is where the collaboration stands that came of an inquiry, "" = none did.
func (a *App) began(ctx context.Context, qid string) (string, error) {
	c, err := a.Collaborations.OfInquiry(ctx, qid)
	if errors.Is(err, fault.NotFound) {
		return "", nil
	}
	return c.Path(), err
}

// waits counts the open inquiries and collaborations in which an organization owes the next word.
func (a *App) waits(ctx context.Context, org register.ID) (asked, agreed int, err error) {
	inquiries, err := a.Inquiries.Of(ctx, org)
	if err != nil {
		return 0, 0, err
	}
	for _, q := range inquiries {
		if q.State.Open() && q.Of(org) == q.Owes {
			asked++
		}
	}
	collaborations, err := a.Collaborations.Of(ctx, org)
	for _, c := range collaborations {
		if slices.Contains(c.Owes(), c.Of(org)) {
			agreed++
		}
	}
	return asked, agreed, err
}
