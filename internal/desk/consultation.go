package desk

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/member"
	"kyodo/internal/policy"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Note is one consultation (相談記録): who asked what by which way, what was answered, what comes next.
type Note struct {
	ID           string
	Body         string // whose book it stands in: center, foundation
	On           term.Date
	Channel      string      // of Channels
	Organization register.ID // "" = none on record
	Caller       string      // personal: who asked, in words
	Category     string      // of Categories
	Content      string      // personal, as are Response and NextAction: they may name people
	Response     string
	Minutes      int64 // of work, 0 = not noted
	NextAction   string
	NextOn       term.Date
	Ref          Ref // what it is about
	Consent      string
	ConsentedOn  term.Date
	Owner        account.PostID
	ClosedAt     time.Time
	Version      int64
	CreatedBy    account.PersonID
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

// Choice is a value of a form's choice.
type Choice struct {
	Value string
	Label codes.Label
}

// Channels are the ways by which somebody asks (手段). Source: domain study 1.16.
func Channels() []Choice {
	return []Choice{{"phone", codes.Label{Ja: "電話", En: "Telephone"}}, {"fax", codes.Label{Ja: "FAX", En: "Fax"}}, {"visit", codes.Label{Ja: "来所", En: "Visit to us"}},
		{"mail", codes.Label{Ja: "メール", En: "E-mail"}}, {"call-on", codes.Label{Ja: "訪問", En: "Visit to them"}}, {"online", codes.Label{Ja: "オンライン", En: "Online"}},
		{"system", codes.Label{Ja: "システム", En: "This system"}}}
}

// Categories are what consultations are about (区分). Source: domain study 1.16.
func Categories() []Choice {
	return []Choice{{"founding", codes.Label{Ja: "設立", En: "Founding"}}, {"running", codes.Label{Ja: "運営", En: "Running"}}, {"accounts", codes.Label{Ja: "会計", En: "Accounts"}},
		{"grants", codes.Label{Ja: "助成", En: "Grants"}}, {"people", codes.Label{Ja: "人材", En: "People"}}, {"publicity", codes.Label{Ja: "広報", En: "Publicity"}},
		{"company", codes.Label{Ja: "企業連携", En: "Work with companies"}}, {"government", codes.Label{Ja: "行政連携", En: "Work with government"}}, {"other", codes.Label{Ja: "その他", En: "Other"}}}
}

// Has says whether a value is among choices.
func Has(list []Choice, value string) bool {
	return slices.ContainsFunc(list, func(c Choice) bool { return c.Value == value })
}

// Limits of a consultation, in characters and minutes.
const (
	MaxCaller  = 100
	MaxContent = 3000
	MaxNext    = 100
	maxMinutes = 24 * 60
)

// Object is the consultation as a decision sees it: its state is whose book it stands in.
func (n *Note) Object() policy.Object {
	return policy.Object{Kind: "consultation", ID: n.ID, State: n.Body}
}

// Path is the address of the consultation.
func (n *Note) Path() string { return ConsultationsPath + "/" + n.ID }

func (n *Note) clean() {
	n.Caller = strings.Join(strings.Fields(ja.Clean(n.Caller)), " ")
	n.NextAction = strings.Join(strings.Fields(ja.Clean(n.NextAction)), " ")
	n.Content, n.Response = strings.TrimSpace(ja.Clean(n.Content)), strings.TrimSpace(ja.Clean(n.Response))
}

func (n *Note) check(today term.Date, w *Says) error {
	var f fault.Fields
	say := func(wrong bool, name, text string) {
		if wrong {
			f = append(f, fault.Field{Name: name, Says: text})
		}
	}
	say(n.On.IsZero(), "on", w.Day)
	say(n.On.After(today), "on", w.FutureDay)
	say(!Has(Channels(), n.Channel), "channel", w.Choice)
	say(utf8.RuneCountInString(n.Caller) > MaxCaller, "caller", w.Long(MaxCaller))
	say(!Has(Categories(), n.Category), "category", w.Choice)
	say(n.Content == "", "content", w.Content)
	say(utf8.RuneCountInString(n.Content) > MaxContent, "content", w.Long(MaxContent))
	say(utf8.RuneCountInString(n.Response) > MaxContent, "response", w.Long(MaxContent))
	say(n.Minutes < 0 || n.Minutes > maxMinutes, "minutes", w.Minutes)
	say(utf8.RuneCountInString(n.NextAction) > MaxNext, "next_action", w.Long(MaxNext))
	say(n.NextAction != "" && n.NextOn.IsZero(), "next_on", w.NextDay)
	say(n.NextAction == "" && !n.NextOn.IsZero(), "next_action", w.NextAction)
	if len(f) > 0 {
		return f
	}
	return nil
}

// Log keeps a consultation in the book of a body and returns its id. Errors: fault.Fields.
func (s *Service) Log(ctx context.Context, by audit.By, n Note, says *Says) (nid string, err error) {
	defer fault.Wrap(&err, "desk.Log")
	n.clean()
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		nid, err = s.LogTx(tx, by, n, says)
		return err
	})
	return nid, err
}

// LogTx is Log within the caller's transaction.
func (s *Service) LogTx(tx *sqldb.Tx, by audit.By, n Note, says *Says) (string, error) {
	if err := n.check(term.Of(tx.Now), says); err != nil {
		return "", err
	}
	if err := there(tx, n.Ref, says); err != nil {
		return "", err
	}
	n.ID, n.Version, n.CreatedBy, n.CreatedAt, n.UpdatedAt = s.IDs.New(tx.Now), 1, account.PersonID(by.Actor), tx.Now, tx.Now
	if n.Owner == "" {
		n.Owner = account.PostID(by.Post)
	}
	if err := insertNote(tx, &n); err != nil {
		return "", err
	}
	return n.ID, s.Audit.Record(tx, noteEntry(by, "consultation.create", &n))
}

// there says whether the record that a consultation is about exists.
func there(tx *sqldb.Tx, r Ref, says *Says) error {
	if r.ID == "" {
		return nil
	}
	text, known := map[string]string{OfInquiry: `SELECT id FROM inquiry WHERE id = $1`, OfListing: `SELECT id FROM listing WHERE id = $1`,
		OfCollaboration: `SELECT id FROM collaboration WHERE id = $1`}[r.Kind]
	if known {
		_, ok, err := sqldb.One(tx, sqldb.Text, text, r.ID)
		if err != nil || ok {
			return err
		}
	}
	return fault.Fields{{Name: "ref", Says: says.Ref}}
}

// noteEntry is the log's entry; what may name people is kept apart.
func noteEntry(by audit.By, action string, n *Note) audit.Entry {
	e := by.Entry(action, "consultation:"+n.ID, "body="+n.Body+" channel="+n.Channel+" category="+n.Category+" ref="+n.Ref.String()+" version="+strconv.FormatInt(n.Version, 10))
	e.Subject = string(n.Organization)
	e.Personal = map[string]string{}
	for name, v := range map[string]string{"caller": n.Caller, "content": n.Content, "response": n.Response, "next_action": n.NextAction} {
		if v != "" {
			e.Personal[name] = v
		}
	}
	return e
}

// Note returns a consultation, or fault.NotFound.
func (s *Service) Note(ctx context.Context, nid string) (n Note, err error) {
	defer fault.Wrap(&err, "desk.Note(%q)", nid)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		n, err = noteTx(tx, nid)
		return err
	})
	return n, err
}

func noteTx(tx *sqldb.Tx, nid string) (Note, error) {
	n, ok, err := noteByID(tx, nid)
	if err == nil && !ok {
		err = fault.NotFound
	}
	return n, err
}

// Rewrite changes what a consultation says. Body, author and consent stay.
// Errors: fault.Fields; fault.Conflict when it changed since n.Version, or is closed.
func (s *Service) Rewrite(ctx context.Context, by audit.By, n Note, says *Says) (err error) {
	defer fault.Wrap(&err, "desk.Rewrite(%q)", n.ID)
	n.clean()
	return s.changeNote(ctx, by, n.ID, n.Version, "consultation.edit", func(tx *sqldb.Tx, old *Note) error {
		if err := n.check(term.Of(tx.Now), says); err != nil {
			return err
		}
		if n.Ref != old.Ref {
			if err := there(tx, n.Ref, says); err != nil {
				return err
			}
		}
		old.On, old.Channel, old.Organization, old.Caller, old.Category, old.Content = n.On, n.Channel, n.Organization, n.Caller, n.Category, n.Content
		old.Response, old.Minutes, old.NextAction, old.NextOn, old.Ref = n.Response, n.Minutes, n.NextAction, n.NextOn, n.Ref
		return nil
	})
}

// CloseNote ends a consultation: nothing more is promised.
// Errors: fault.Conflict when it changed since version, or is closed.
func (s *Service) CloseNote(ctx context.Context, by audit.By, nid string, version int64) (err error) {
	defer fault.Wrap(&err, "desk.CloseNote(%q)", nid)
	return s.changeNote(ctx, by, nid, version, "consultation.close", func(tx *sqldb.Tx, n *Note) error {
		n.ClosedAt = tx.Now
		return nil
	})
}

func (s *Service) changeNote(ctx context.Context, by audit.By, nid string, version int64, action string, work func(tx *sqldb.Tx, n *Note) error) error {
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error { return s.changeNoteTx(tx, by, nid, version, action, work) })
}

func (s *Service) changeNoteTx(tx *sqldb.Tx, by audit.By, nid string, version int64, action string, work func(tx *sqldb.Tx, n *Note) error) error {
	n, err := noteTx(tx, nid)
	if err != nil {
		return err
	}
	if n.Version != version || !n.ClosedAt.IsZero() {
		return fault.New(fault.Conflict, "version %d", n.Version)
	}
	if err := work(tx, &n); err != nil {
		return err
	}
	n.Version, n.UpdatedAt = version+1, tx.Now
	changed, err := updateNote(tx, &n, version)
	if err == nil && changed == 0 {
		err = fault.New(fault.Conflict, "the consultation has moved on")
	}
	if err != nil {
		return err
	}
	return s.Audit.Record(tx, noteEntry(by, action, &n))
}

// consented checks what stands behind a proxy entry (代理登録): how it was agreed to, and when.
func consented(n *Note, today term.Date, w *Says) (f fault.Fields) {
	if !slices.Contains(member.Consents(), n.Consent) {
		f = append(f, fault.Field{Name: "consent", Says: w.Consent})
	}
	if n.ConsentedOn.IsZero() || n.ConsentedOn.After(today) {
		f = append(f, fault.Field{Name: "consented_on", Says: w.ConsentedOn})
	}
	return f
}
