package app

import (
	"context"
	"errors"

	"kyodo/internal/collaboration/collaborationweb"
	"kyodo/internal/fault"
	"kyodo/internal/inquiry/inquiryweb"
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
