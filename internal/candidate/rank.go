package candidate

import (
	"context"

	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/matching"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// For finds the best candidates for a listing, which may be a draft. Listings that the reader may not
// read are not among them, and nothing that is counted tells of them. The error is fault.NotFound.
func (s *Service) For(ctx context.Context, listing string, opt Options) (r Result, err error) {
	defer fault.Wrap(&err, "candidate.For(%q)", listing)
	if r.Equity, err = s.equity(ctx); err != nil {
		return r, err
	}
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		own, without, first, err := s.ready(tx, listing, opt.Reader, &r)
		if err != nil {
			return err
		}
		r.Ranking = s.index.Rank(own, matching.Options{Limit: opt.Limit, Equity: r.Equity, Changes: opt.Changes, Without: without, PinFirst: first})
		r.Considered -= r.unseen
		ids := make([]string, 0, len(r.Candidates)+len(r.Overrides))
		for _, c := range r.Candidates {
			ids = append(ids, c.ID)
		}
		for lid := range r.Overrides {
			ids = append(ids, lid)
		}
		r.Briefs, err = briefs(tx, opt.Reader, ids)
		return err
	})
	s.blind(&r, opt.Reader)
	return r, err
}

// ready reads a listing's facts and what stands between it and its candidates.
func (s *Service) ready(tx *sqldb.Tx, listing string, reader Reader, r *Result) (own matching.Facts, without, first map[string]bool, err error) {
	l, err := bank.ListingTx(tx, listing)
	if err != nil {
		return own, nil, nil, err
	}
	list, err := facts(tx, []bank.Listing{l})
	if err != nil {
		return own, nil, nil, err
	}
	own, without, first = list[0], s.hidden(l.Direction == bank.Offer, reader, term.Of(tx.Now)), map[string]bool{}
	r.unseen = len(without)
	overrides, err := standing(tx, listing)
	if err != nil {
		return own, nil, nil, err
	}
	r.Overrides = map[string]Override{}
	for _, o := range overrides {
		switch {
		case o.Verdict == Exclude:
			without[o.Candidate] = true
		case !without[o.Candidate]:
			first[o.Candidate] = true
		}
		if reader == Center {
			r.Overrides[o.Candidate] = o
		}
	}
	return own, without, first, nil
}

// blind takes out of a ranking what would tell a reader whose an anonymous listing is.
func (s *Service) blind(r *Result, reader Reader) {
	if reader == Center {
		return
	}
	for i, c := range r.Candidates {
		if r.Briefs[c.ID].Organization == "" {
			r.Candidates[i].Organization = ""
		}
	}
}

// Why is the reasons for one pair, whether it fits or not. The error is fault.NotFound where the reader
// may not see the candidate, or where it is no open listing of the other direction.
func (s *Service) Why(ctx context.Context, listing, candidate string, reader Reader) (c matching.Candidate, r Result, err error) {
	defer fault.Wrap(&err, "candidate.Why(%q, %q)", listing, candidate)
	if r.Equity, err = s.equity(ctx); err != nil {
		return c, r, err
	}
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		own, without, first, err := s.ready(tx, listing, reader, &r)
		if err != nil {
			return err
		}
		excluded := r.Overrides[candidate].Verdict == Exclude
		if without[candidate] && !excluded {
			return fault.NotFound
		}
		var ok bool
		if c, ok = s.index.Explain(own, candidate, r.Equity); !ok {
			return fault.NotFound
		}
		c.Pinned = first[candidate]
		r.Briefs, err = briefs(tx, reader, []string{listing, candidate})
		return err
	})
	if err == nil && r.Briefs[candidate].Organization == "" {
		c.Organization = ""
	}
	return c, r, err
}

// briefs are what a reader is shown of listings.
func briefs(tx *sqldb.Tx, reader Reader, ids []string) (map[string]Brief, error) {
	by := make(map[string]Brief, len(ids))
	return by, each(tx, ids, 0, func(part []any) error {
		return sqldb.Each(tx, `SELECT l.id, l.direction, l.title, l.kind, l.city_code, l.organization_id, COALESCE(o.name, ''), l.audience, l.anonymous, l.owner_post
			FROM listing l LEFT JOIN organization o ON o.id = l.organization_id AND o.hidden = false WHERE l.id IN `+sqldb.In(1, len(part)), part, func(r sqldb.Row) error {
			var b Brief
			var direction bank.Direction
			if err := r.Scan(&b.ID, &direction, &b.Title, &b.Kind, &b.City, &b.Organization, &b.Name, &b.Audience, &b.Anonymous, &b.OwnerPost); err != nil {
				return err
			}
			if b.Need = direction == bank.Need; b.Anonymous && reader != Center {
				b.Organization, b.Name = "", ""
			}
			by[b.ID] = b
			return nil
		})
	})
}
