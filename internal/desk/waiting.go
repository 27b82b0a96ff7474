package desk

import (
	"strings"
	"time"

	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// The desk's own promises, in days: business days for what the centre does itself.
const (
	checkDays    = 3  // business days until a listing is checked
	referralDays = 5  // business days until a referral is answered
	reportDays   = 14 // days after the hand-over until the report is missed
	reviewDays   = 14 // days after the report until the feedback is missed
	ageingDays   = 30 // days after the publication until nobody's asking is a case
)

// clip keeps a title short enough for a row of the queue.
func clip(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most-1]) + "…"
}

// The most characters of a title and of a name in the queue.
const (
	maxRowTitle = 20
	maxRowName  = 14
)

// legalForms are written short in the queue, as banks and gazettes do.
var legalForms = strings.NewReplacer("特定非営利活動法人", "(特非)", "株式会社", "(株)", "有限会社", "(有)", "合同会社", "(同)",
	"一般社団法人", "(一社)", "公益社団法人", "(公社)", "一般財団法人", "(一財)", "公益財団法人", "(公財)", "社会福祉法人", "(福)", "【架空】", "")

// Short is the name of an organization as the queue has room for it.
func Short(name string) string { return clip(legalForms.Replace(name), maxRowName) }

// inquiries are those in which a side owes the next word.
func (s *Service) inquiries(tx *sqldb.Tx, see Sight) ([]Row, error) {
	return sqldb.All(tx, func(r sqldb.Row) (w Row, err error) {
		var owes, owner, asker string
		var since, escalated time.Time
		w = Row{What: Inquiry, Ref: Ref{Kind: OfInquiry}, Next: NextPhone}
		err = r.Scan(&w.Ref.ID, &owes, sqldb.Time(&since), &w.PromisedBy, sqldb.Time(&escalated), &w.post, &w.Title, &w.City, &owner, &asker)
		w.Title, w.Since, w.Path = clip(w.Title, maxRowTitle), term.Of(since), w.Ref.Path()
		switch owes {
		case "owner":
			w.WaitsFor = Short(owner)
		case "asker":
			w.WaitsFor = Short(asker)
		default:
			w.Next = NextMediate
		}
		return w, err
	}, `SELECT q.id, q.owes, q.owes_since, q.owes_by, q.escalated_at, q.owner_post, l.title, l.city_code, coalesce(o.name, ''), coalesce(a.name, '')
		FROM inquiry q JOIN listing l ON l.id = q.listing_id
		LEFT JOIN organization o ON o.id = q.owner_id LEFT JOIN organization a ON a.id = q.asker_id
		WHERE q.owes <> ''`+see.listings()+` ORDER BY q.owes_by, q.id LIMIT $1`, maxSlice)
}

// checks are the listings that wait for the centre, forms without an account among them.
func (s *Service) checks(tx *sqldb.Tx, see Sight) ([]Row, error) {
	return sqldb.All(tx, func(r sqldb.Row) (w Row, err error) {
		var org register.ID
		var since time.Time
		w = Row{What: Check, Ref: Ref{Kind: OfListing}, Next: NextCheck}
		err = r.Scan(&w.Ref.ID, &w.Title, &w.City, &org, sqldb.Time(&since), &w.post)
		w.Title, w.Since, w.Path = clip(w.Title, maxRowTitle), term.Of(since), "/desk/listings/"+w.Ref.ID
		w.PromisedBy = s.Calendar.AddBusinessDays(w.Since, checkDays)
		if org == "" {
			w.What, w.Next = OneOff, NextTie
		}
		return w, err
	}, `SELECT l.id, l.title, l.city_code, l.organization_id, l.state_at, l.owner_post FROM listing l WHERE l.state = 'checking'`+see.listings()+` ORDER BY l.state_at, l.id LIMIT $1`, maxSlice)
}

// overdue are the collaborations whose next step should have been done.
func (s *Service) overdue(tx *sqldb.Tx, see Sight) ([]Row, error) {
	today := term.Of(tx.Now)
	return sqldb.All(tx, func(r sqldb.Row) (w Row, err error) {
		var stage, giver, receiver string
		var due, handed term.Date
		var agreed, reported time.Time
		w = Row{What: Collaboration, Ref: Ref{Kind: OfCollaboration}}
		err = r.Scan(&w.Ref.ID, &w.Title, &stage, &due, &handed, sqldb.Time(&agreed), sqldb.Time(&reported), &w.post, &w.City, &giver, &receiver)
		w.Title, w.Path = clip(w.Title, maxRowTitle), w.Ref.Path()
		switch stage {
		case "S6":
			w.Next, w.WaitsFor, w.Since, w.PromisedBy = NextHandOver, giver, term.Of(agreed), due
		case "S7":
			w.Next, w.WaitsFor, w.Since, w.PromisedBy = NextReport, receiver, handed, handed.AddDays(reportDays)
		default:
			w.Next, w.WaitsFor, w.Since = NextFeedback, giver, term.Of(reported)
			w.PromisedBy = w.Since.AddDays(reviewDays)
		}
		w.WaitsFor = Short(w.WaitsFor)
		return w, err
	}, `SELECT c.id, c.title, c.stage, c.due_on, c.handed_on, c.agreed_at, c.reported_at, c.owner_post, coalesce(l.city_code, ''), coalesce(g.name, ''), coalesce(v.name, '')
		FROM collaboration c LEFT JOIN listing l ON l.id = c.listing_id
		LEFT JOIN organization g ON g.id = c.giver_id LEFT JOIN organization v ON v.id = c.receiver_id
		WHERE c.outcome = '' AND (c.stage = 'S6' AND c.due_on < $1 OR c.stage = 'S7' AND c.handed_on < $2 OR c.stage IN ('S8', 'S9') AND c.reported_at < $3)`+see.listings()+`
		ORDER BY c.due_on, c.id LIMIT $4`, today.String(), today.AddDays(-reportDays).String(), today.AddDays(-reviewDays).Time(), maxSlice)
}

// promised are the consultations with a next action.
func (s *Service) promised(tx *sqldb.Tx, see Sight) ([]Row, error) {
	books := see.Books
	if len(books) == 0 {
		return nil, nil
	}
	args := []any{maxSlice}
	for _, b := range books {
		args = append(args, b)
	}
	return sqldb.All(tx, func(r sqldb.Row) (w Row, err error) {
		var content string
		w = Row{What: Consultation, Ref: Ref{Kind: OfConsultation}, Next: NextNoted}
		err = r.Scan(&w.Ref.ID, &w.Since, &content, &w.Words, &w.PromisedBy, &w.post, &w.WaitsFor)
		w.Title, w.WaitsFor, w.Words, w.Path = clip(content, maxRowTitle), Short(w.WaitsFor), clip(w.Words, maxRowName), w.Ref.Path()
		return w, err
	}, `SELECT c.id, c.received_at, c.content, c.next_action, c.next_on, c.owner_post, coalesce(o.name, '')
		FROM consultation c LEFT JOIN organization o ON o.id = c.organization_id
		WHERE c.closed_at = '' AND c.next_on <> '' AND c.body_code IN `+sqldb.In(2, len(books))+` ORDER BY c.next_on, c.id LIMIT $1`, args...)
}

// offered are the referrals that nobody has answered.
func (s *Service) offered(tx *sqldb.Tx, _ Sight) ([]Row, error) {
	return sqldb.All(tx, func(r sqldb.Row) (w Row, err error) {
		var ref, scope, to, reason string
		var since time.Time
		w = Row{What: Referral, Next: NextAnswer}
		err = r.Scan(&w.Ref.ID, &ref, &scope, &to, &reason, sqldb.Time(&since), &w.post)
		w.Title, w.Since, w.Path = clip(reason, maxRowTitle), term.Of(since), ReferralsPath+"/"+w.Ref.ID
		w.PromisedBy = s.Calendar.AddBusinessDays(w.Since, referralDays)
		w.WaitsFor = Target{scope, to}.Name()
		if scope == ToMunicipality {
			w.City = to
		}
		return w, err
	}, `SELECT id, ref, to_scope, to_id, reason, created_at, from_post FROM referral WHERE state = 'offered' ORDER BY id LIMIT $1`, maxSlice)
}

// aged are the open listings about which nobody has asked for too long.
func (s *Service) aged(tx *sqldb.Tx, see Sight) ([]Row, error) {
	return sqldb.All(tx, func(r sqldb.Row) (w Row, err error) {
		var since time.Time
		w = Row{What: Ageing, Ref: Ref{Kind: OfListing}, Next: NextReword}
		err = r.Scan(&w.Ref.ID, &w.Title, &w.City, sqldb.Time(&since), &w.post)
		w.Title, w.Since, w.Path = clip(w.Title, maxRowTitle), term.Of(since), w.Ref.Path()
		w.PromisedBy = w.Since.AddDays(ageingDays)
		return w, err
	}, `SELECT l.id, l.title, l.city_code, l.published_at, l.owner_post FROM listing l WHERE l.state = 'open' AND l.published_at < $1`+
		unasked+see.listings()+` ORDER BY l.published_at, l.id LIMIT $2`,
		term.Of(tx.Now).AddDays(-ageingDays).Time(), maxSlice)
}
