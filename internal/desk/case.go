package desk

import (
	"context"
	"errors"
	"time"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/collaboration"
	"kyodo/internal/fault"
	"kyodo/internal/inquiry"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Case is what the desk says about one case: not what the parties wrote to each other.
type Case struct {
	Ref     Ref
	Title   string
	Giver   string // names of the parties, as far as there are
	Asker   string
	City    string
	Since   term.Date // when it began
	Closed  bool
	Waits   *Row // its row of the queue, nil = nothing waits
	Post    account.PostID
	Owner   string
	Deputy  bool
	Open    string        // the page that belongs to the case
	Object  policy.Object // as who opens that page is decided about
	Action  policy.Action // of that page
	Listing string
	About   policy.Object // the listing, as who may read it is decided about; of no kind = none
	Version int64         // of the inquiry
}

// Case returns a case with who looks after it, or fault.NotFound.
func (s *Service) Case(ctx context.Context, ref Ref) (c Case, err error) {
	defer fault.Wrap(&err, "desk.Case(%q)", ref.String())
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		if c, err = s.caseTx(tx, ref); err != nil {
			return err
		}
		if l, err := bank.ListingTx(tx, c.Listing); err == nil {
			c.About = l.Object()
		} else if !errors.Is(err, fault.NotFound) {
			return err
		}
		rows, err := s.WaitingTx(tx, Everything())
		if err != nil {
			return err
		}
		for i := range rows {
			if rows[i].Ref == ref {
				c.Waits = &rows[i]
				break
			}
		}
		staff, err := s.staff(tx)
		if err != nil {
			return err
		}
		row := Row{post: c.Post, City: c.City}
		if ref.Kind == OfConsultation {
			row.What = Consultation
		}
		staff.own(&row)
		c.Owner, c.Deputy = row.Owner, row.Deputy
		return nil
	})
	return c, err
}

func (s *Service) caseTx(tx *sqldb.Tx, ref Ref) (c Case, err error) {
	c.Ref = ref
	switch ref.Kind {
	case OfInquiry:
		return s.inquiryCase(tx, c)
	case OfListing:
		l, err := bank.ListingTx(tx, ref.ID)
		if err != nil {
			return c, err
		}
		c.Title, c.City, c.Since, c.Closed, c.Post, c.Listing = l.Title, l.City, term.Of(l.CreatedAt), l.State.Closed(), l.OwnerPost, l.ID
		c.Open, c.Object, c.Action = "/my/listings/"+l.ID, l.Object(), policy.ListingManage
		c.Giver, err = organizationName(tx, string(l.Organization))
		return c, err
	case OfCollaboration:
		x, ok, err := sqldb.One(tx, func(r sqldb.Row) (x collaboration.Collaboration, err error) {
			err = r.Scan(&x.ID, &x.Title, &x.Giver, &x.Receiver, &x.Stage, &x.Outcome, &x.OwnerPost, &x.Listing, sqldb.Time(&x.CreatedAt))
			return x, err
		}, `SELECT id, title, giver_id, receiver_id, stage, outcome, owner_post, listing_id, created_at FROM collaboration WHERE id = $1`, ref.ID)
		if err != nil {
			return c, err
		}
		if !ok {
			return c, fault.NotFound
		}
		c.Title, c.Since, c.Closed, c.Post, c.Listing = x.Title, term.Of(x.CreatedAt), x.Outcome != collaboration.Open, x.OwnerPost, x.Listing
		c.Open, c.Object, c.Action = x.Path(), x.Object(), policy.CollaborationView
		if c.Giver, err = organizationName(tx, string(x.Giver)); err != nil {
			return c, err
		}
		c.Asker, err = organizationName(tx, string(x.Receiver))
		return c, err
	case OfConsultation:
		n, err := noteTx(tx, ref.ID)
		c.Since, c.Closed, c.Post, c.Open, c.Object, c.Action = n.On, !n.ClosedAt.IsZero(), n.Owner, n.Path(), n.Object(), policy.ConsultationView
		return c, err
	}
	return c, fault.NotFound
}

func (s *Service) inquiryCase(tx *sqldb.Tx, c Case) (Case, error) {
	var escalated time.Time
	q, ok, err := sqldb.One(tx, func(r sqldb.Row) (q inquiry.Inquiry, err error) {
		err = r.Scan(&q.ID, &q.Asker, &q.Owner, &q.State, &q.Channel, &q.CoordinatorIn, sqldb.Time(&escalated), &q.OwnerPost, &q.Listing, sqldb.Time(&q.CreatedAt), &q.Version, &c.Title, &c.City)
		q.EscalatedAt = escalated
		return q, err
	}, `SELECT q.id, q.asker_id, q.owner_id, q.state, q.channel, q.coordinator_wanted, q.escalated_at, q.owner_post, q.listing_id, q.created_at, q.version, l.title, l.city_code
		FROM inquiry q JOIN listing l ON l.id = q.listing_id WHERE q.id = $1`, c.Ref.ID)
	if err != nil {
		return c, err
	}
	if !ok {
		return c, fault.NotFound
	}
	c.Since, c.Closed, c.Post, c.Listing = term.Of(q.CreatedAt), !q.State.Open(), q.OwnerPost, q.Listing
	c.Version = q.Version
	c.Open, c.Object, c.Action = "/desk/inquiries/"+q.ID, q.Object(), policy.InquiryView
	if c.Giver, err = organizationName(tx, string(q.Owner)); err != nil {
		return c, err
	}
	c.Asker, err = organizationName(tx, string(q.Asker))
	return c, err
}

func organizationName(tx *sqldb.Tx, oid string) (string, error) {
	if oid == "" {
		return "", nil
	}
	name, _, err := sqldb.One(tx, sqldb.Text, `SELECT name FROM organization WHERE id = $1`, oid)
	return name, err
}

// Assign gives a case to a post and mails who holds it. Errors: fault.Fields named post;
// fault.NotFound; fault.Conflict once the case is closed.
func (s *Service) Assign(ctx context.Context, by audit.By, ref Ref, post account.PostID, says *Says) (err error) {
	defer fault.Wrap(&err, "desk.Assign(%q)", ref.String())
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		c, err := s.caseTx(tx, ref)
		if err != nil {
			return err
		}
		posts, err := s.Posts(tx)
		if err != nil {
			return err
		}
		known := false
		for _, p := range posts {
			known = known || p.ID == post
		}
		if !known {
			return fault.Fields{{Name: "post", Says: says.Choice}}
		}
		if err := s.assign(tx, by, ref, post); err != nil {
			return err
		}
		people, err := s.Recipients(tx, post, c.City)
		if err != nil {
			return err
		}
		return s.mail(tx, people, "desk.assigned", ref.Path(), func(w *mailWords) (string, []string) { return w.Assigned(c.Title) })
	})
}

// assign writes the owner through the package whose record it is.
func (s *Service) assign(tx *sqldb.Tx, by audit.By, ref Ref, post account.PostID) error {
	switch ref.Kind {
	case OfInquiry:
		return s.Inquiries.Assign(tx, by, ref.ID, post)
	case OfListing:
		return s.Bank.Assign(tx, by, ref.ID, post)
	case OfCollaboration:
		return s.Collaborations.Assign(tx, by, ref.ID, post)
	case OfConsultation:
		n, err := noteTx(tx, ref.ID)
		if err != nil {
			return err
		}
		return s.changeNoteTx(tx, by, n.ID, n.Version, "desk.assign", func(_ *sqldb.Tx, n *Note) error {
			n.Owner = post
			return nil
		})
	}
	return fault.NotFound
}
