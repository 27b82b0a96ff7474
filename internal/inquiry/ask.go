package inquiry

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// MaxUnanswered is how many inquiries of one organization may wait for their first answer.
const MaxUnanswered = 3

// Ask is a new inquiry.
type Ask struct {
	Listing  string
	Asker    register.ID
	Quantity int64 // 0 where the listing has no count
	NeededBy term.Date
	Message  Message
	Channel  string // web, phone, fax, mail, visit
}

// Ask sends an inquiry. Who asks must itself have a published profile (留意点 1: 情報の公開・共有) and meet
// the listing's conditions, may have three unanswered ones at a time, and one open one about a listing.
// Errors: fault.Fields; "" as the field's name is about the whole.
func (s *Service) Ask(ctx context.Context, by audit.By, in Ask, says *Says) (qid string, err error) {
	defer fault.Wrap(&err, "inquiry.Ask(%q)", in.Listing)
	in.clean()
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		qid, err = s.AskTx(tx, by, in, says)
		return err
	})
	return qid, err
}

func (in *Ask) clean() {
	for _, p := range []*string{&in.Message.For, &in.Message.Use, &in.Message.HandOver, &in.Message.Question, &in.Message.Merit} {
		*p = strings.TrimSpace(ja.Clean(*p))
	}
}

// AskTx is Ask within the caller's transaction.
func (s *Service) AskTx(tx *sqldb.Tx, by audit.By, in Ask, says *Says) (string, error) {
	l, err := bank.Lock(tx, in.Listing) // it does not close meanwhile
	if err != nil {
		return "", err
	}
	if _, counted := l.Remaining(); !counted {
		in.Quantity = 0
	}
	if err := s.mayAsk(tx, &l, in, says); err != nil {
		return "", err
	}
	q := Inquiry{ID: s.IDs.New(tx.Now), Listing: l.ID, Asker: in.Asker, Owner: l.Organization, AskedBy: account.PersonID(by.Actor), Channel: in.Channel,
		Quantity: in.Quantity, NeededBy: in.NeededBy, Message: in.Message, State: Sent, Version: 1, CreatedAt: tx.Now, UpdatedAt: tx.Now, OwnerPost: l.OwnerPost}
	if err := s.owe(tx, &q, Owner); err != nil {
		return "", err
	}
	added, err := insert(tx, &q)
	switch {
	case err != nil:
		return "", err
	case !added:
		return "", fault.Fields{{Name: "", Says: says.Already}}
	}
	contacted(tx, l.ID)
	if err := s.Audit.Record(tx, s.entry(by, "inquiry.create", &q, "listing="+l.ID)); err != nil {
		return "", err
	}
	if q.Owes == Center {
		return q.ID, s.tellSender(tx, &q, &l)
	}
	return q.ID, s.tell(tx, &q, Owner, "inquiry.new", func(w *mailWords) letter { return w.New(&q, &l) })
}

// mayAsk gathers why somebody may not ask.
func (s *Service) mayAsk(tx *sqldb.Tx, l *bank.Listing, in Ask, says *Says) error {
	var f fault.Fields
	say := func(wrong bool, name, text string) {
		if wrong {
			f = append(f, fault.Field{Name: name, Says: text})
		}
	}
	published, _, err := register.IsPublished(tx, in.Asker)
	if err != nil {
		return err
	}
	// Of two inquiries at the same moment the second one counts the first.
	if err := register.Lock(tx, in.Asker); err != nil {
		return err
	}
	waiting, err := unanswered(tx, in.Asker)
	if err != nil {
		return err
	}
	lacks, err := Misfits(tx, l, in.Asker)
	if err != nil && !errors.Is(err, fault.NotFound) { // who is not in the register has no profile either
		return err
	}
	say(in.Asker == l.Organization, "", says.Own)
	say(!published, "", says.NotPublished)
	say(!l.Asking(term.Of(tx.Now)), "", says.NotOpen)
	say(l.Audience == bank.CenterOnly && in.Channel == "web", "", says.NotForYou)
	say(slices.Contains(lacks, WrongForm), "", says.WrongForm)
	say(slices.Contains(lacks, Uncertified), "", says.Uncertified)
	say(waiting >= MaxUnanswered, "", says.TooMany)
	say(!in.NeededBy.IsZero() && in.NeededBy.Before(term.Of(tx.Now)), "needed_by", says.Past)
	say(in.Message.For == "", "for", says.ForMissing)
	say(in.Message.Use == "", "use", says.UseMissing)
	for name, text := range map[string]string{"for": in.Message.For, "handover": in.Message.HandOver} {
		say(utf8.RuneCountInString(text) > MaxFor, name, says.Long(MaxFor))
	}
	for name, text := range map[string]string{"use": in.Message.Use, "question": in.Message.Question, "merit": in.Message.Merit} {
		say(utf8.RuneCountInString(text) > MaxUse, name, says.Long(MaxUse))
	}
	if _, counted := l.Remaining(); counted {
		say(in.Quantity <= 0 || in.Quantity > l.Quantity, "quantity", says.Quantity)
		say(in.Quantity > 0 && in.Quantity < l.Least, "quantity", says.Least(l.Least))
		say(l.Most > 0 && in.Quantity > l.Most, "quantity", says.Most(l.Most))
	}
	if len(f) > 0 {
		return f
	}
	return nil
}
