package register

import (
	"context"
	"slices"
	"strings"
	"time"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// question is a row that a person must decide: is it about an organization that the register
// already has, or about another one of the same name?
type question struct {
	ID         string
	Identity   string // how the row is known again in a later file
	Name       string
	Candidates []ID
	Answer     string // "", "same" or "new"
	Owner      ID     // the organization, once answered
	CreatedAt  time.Time
	statement
}

// The answers.
const (
	AnswerSame = "same"
	AnswerNew  = "new"
)

// Question is an open question as people see it.
type Question struct {
	ID         string
	Source     Source
	AsOf       term.Date
	File       string
	Name       string
	Address    string
	Certified  term.Date
	Number     string
	Purpose    string
	Candidates []Organization
	Answer     string // "" = open
	AskedAt    time.Time
}

func (r *row) identity() string {
	name, number := r.nameAndNumber()
	switch {
	case number != "":
		return number
	case r.record != nil:
		return r.record.Ref
	}
	return r.portal.identity(ja.NameKey(name))
}

// ask returns the organization of an earlier answer, or stores the question.
func (m *merge) ask(r *row, candidates []ID) (k *known, asked bool, err error) {
	earlier, err := questionsLike(m.tx, r.Source, r.Digest, r.identity())
	if err != nil {
		return nil, false, err
	}
	for _, q := range earlier {
		if q.Answer != "" {
			k, err := m.at(q.Owner)
			if err == nil && q.Owner != k.ID {
				r.home = q.Owner
			}
			return k, false, err
		}
	}
	for _, q := range append(earlier, m.questions...) {
		if q.Source == r.Source && q.Digest == r.Digest {
			m.unchanged++
			return nil, true, nil
		}
	}
	name, _ := r.nameAndNumber()
	slices.Sort(candidates)
	m.questions = append(m.questions, question{ID: m.service.IDs.New(m.tx.Now), Identity: r.identity(), Name: name,
		Candidates: slices.Compact(candidates), CreatedAt: m.tx.Now, statement: r.statement})
	m.asked++
	return nil, true, nil
}

// waitsFor returns the candidates of the open question about the row's corporation, if there is one.
func (m *merge) waitsFor(r *row) ([]ID, error) {
	asked, err := questionsLike(m.tx, r.Source, r.Digest, r.identity())
	for _, q := range asked {
		if q.Answer == "" {
			return q.Candidates, err
		}
	}
	return nil, err
}

// at returns the organization with this id.
func (m *merge) at(oid ID) (*known, error) {
	if k := m.all[oid]; k != nil {
		return k, nil
	}
	if err := m.fetch("id", []string{string(oid)}); err != nil {
		return nil, err
	}
	if k := m.all[oid]; k != nil {
		return k, nil
	}
	return nil, fault.New(fault.NotFound, "organization %q", oid)
}

// Questions returns the open questions, oldest first, at most limit.
func (s *Service) Questions(ctx context.Context, limit int) (list []Question, err error) {
	defer fault.Wrap(&err, "register.Questions")
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		open, err := openQuestions(tx, limit)
		if err != nil {
			return err
		}
		list = make([]Question, len(open))
		for i := range open {
			if list[i], err = open[i].shown(tx); err != nil {
				return err
			}
		}
		return nil
	})
	return list, err
}

// Question returns one question, answered or not. The error is fault.NotFound.
func (s *Service) Question(ctx context.Context, question string) (x Question, err error) {
	defer fault.Wrap(&err, "register.Question(%q)", question)
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		q, ok, err := questionByID(tx, question)
		if err == nil && !ok {
			err = fault.NotFound
		}
		if err == nil {
			x, err = q.shown(tx)
		}
		return err
	})
	return x, err
}

// shown is the question as people see it.
func (q *question) shown(tx *sqldb.Tx) (x Question, err error) {
	var o Organization
	o.derive([]statement{q.statement})
	x = Question{ID: q.ID, Source: q.Source, AsOf: q.AsOf, File: q.File, Name: q.Name, Address: o.Address.String(), Purpose: o.Purpose,
		Certified: o.CertifiedOn, Number: string(o.Number), Answer: q.Answer, AskedAt: q.CreatedAt}
	ids, err := standing(tx, q.Candidates)
	if err == nil {
		x.Candidates, err = byIDs(tx, ids)
	}
	return x, err
}

// Answer decides a question: the row is about the organization owner ("same"; owner may be empty
// where there is one candidate), or about a new one ("new"). It decides for all rows that wait for
// the same corporation. An answered question stays answered. Where the register has learnt the
// row's 法人番号 meanwhile, that decides.
func (s *Service) Answer(ctx context.Context, actor audit.Actor, question, answer string, owner ID) (ID, error) {
	return s.AnswerBy(ctx, audit.By{Actor: actor}, question, answer, owner)
}

// AnswerBy is Answer by somebody who is signed in.
func (s *Service) AnswerBy(ctx context.Context, by audit.By, question, answer string, owner ID) (oid ID, err error) {
	defer fault.Wrap(&err, "register.Answer(%q, %q)", question, answer)
	err = s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		if err := search.Turn(tx, mergeTurn); err != nil {
			return err
		}
		q, ok, err := questionByID(tx, question)
		switch {
		case err != nil:
			return err
		case !ok:
			return fault.NotFound
		case q.Answer != "":
			return fault.New(fault.Conflict, "already answered %s", q.Answer)
		}
		m := newMerge(s, tx, &importRun{FileName: q.File, AsOf: q.AsOf, By: by})
		k, err := m.decided(q, answer, owner)
		if err != nil {
			return err
		}
		waiting, err := questionsLike(tx, q.Source, q.Digest, q.Identity)
		if err != nil {
			return err
		}
		for _, w := range waiting {
			if w.Answer != "" {
				continue
			}
			if w.Source == List {
				c, err := settleEntry(tx, w.Identity, k.ID)
				if err != nil {
					return err
				}
				m.agree(k, w.statement, c)
			}
			m.put(k, w.statement)
		}
		if err := m.write(); err != nil {
			return err
		}
		oid = k.ID
		for _, w := range waiting {
			if w.Answer != "" {
				continue
			}
			if err := answerQuestion(tx, w.ID, answer, k.ID); err != nil {
				return err
			}
			err := s.Audit.Record(tx, by.Entry("question.answer", w.ID, answer+" "+string(k.ID)))
			if err != nil {
				return err
			}
		}
		return nil
	})
	return oid, err
}

// decided returns the organization that the answer means.
func (m *merge) decided(q question, answer string, owner ID) (*known, error) {
	_, number := (&row{statement: q.statement}).nameAndNumber()
	if number != "" {
		if err := m.fetch("corporate_number", []string{number}); err != nil {
			return nil, err
		}
		if k := m.all[m.byNumber[number]]; k != nil {
			return k, nil
		}
	}
	switch answer {
	case AnswerNew:
		return m.fresh(), nil
	case AnswerSame:
	default:
		return nil, fault.Fields{{Name: "answer", Says: "same か new で答えてください。"}}
	}
	own, err := standing(m.tx, q.Candidates)
	if err != nil {
		return nil, err
	}
	if owner == "" && len(own) == 1 {
		owner = ID(own[0])
	}
	chosen, err := standing(m.tx, []ID{owner})
	if err != nil {
		return nil, err
	}
	if len(chosen) != 1 || !slices.Contains(own, chosen[0]) {
		return nil, fault.Fields{{Name: "org", Says: "候補のIDを指定してください：" + strings.Join(own, ", ")}}
	}
	k, err := m.at(owner)
	if err == nil && number != "" && k.Number != "" {
		return nil, fault.Fields{{Name: "org", Says: "この候補には、すでに別の法人番号があります：" + string(k.Number)}}
	}
	return k, err
}

func joinIDs(ids []ID) string {
	parts := make([]string, len(ids))
	for i, x := range ids {
		parts[i] = string(x)
	}
	return strings.Join(parts, ", ")
}

const questionColumns = `id, source, digest, identity, name, content, candidates, as_of, file, answer, organization_id, created_at, answered_at, current`

func scanQuestion(r sqldb.Row) (q question, err error) {
	var candidates, answered string
	err = r.Scan(&q.ID, &q.Source, &q.Digest, &q.Identity, &q.Name, &q.Content, &candidates, &q.AsOf, &q.File, &q.Answer,
		&q.Owner, sqldb.Time(&q.CreatedAt), &answered, &q.Current)
	if err != nil {
		return q, err
	}
	for _, c := range strings.Fields(candidates) {
		q.Candidates = append(q.Candidates, ID(c))
	}
	return q, q.open()
}

func questionsLike(tx *sqldb.Tx, source Source, digest, identity string) ([]question, error) {
	return sqldb.All(tx, scanQuestion, `SELECT `+questionColumns+` FROM import_question
		WHERE source = $1 AND (digest = $2 OR identity = $3) ORDER BY answered_at DESC, id`, string(source), digest, identity)
}

func questionByID(tx *sqldb.Tx, qid string) (question, bool, error) {
	return sqldb.One(tx, scanQuestion, `SELECT `+questionColumns+` FROM import_question WHERE id = $1`, qid)
}

// openQuestions returns one question for each corporation: the first that was asked.
func openQuestions(tx *sqldb.Tx, limit int) ([]question, error) {
	return sqldb.All(tx, scanQuestion, `SELECT `+questionColumns+` FROM import_question WHERE id IN
		(SELECT min(id) FROM import_question WHERE answer = '' GROUP BY source, identity)
		ORDER BY created_at, id LIMIT $1`, limit)
}

func saveQuestions(tx *sqldb.Tx, list []question) error {
	for _, q := range list {
		_, err := tx.Exec(`INSERT INTO import_question (`+questionColumns+`) VALUES `+sqldb.Values(1, 14)+`
			ON CONFLICT (source, digest) DO NOTHING`, q.ID, string(q.Source), q.Digest, q.Identity, q.Name, q.Content,
			strings.ReplaceAll(joinIDs(q.Candidates), ",", ""), q.AsOf.String(), q.File, "", "", q.CreatedAt, "", q.Current)
		if err != nil {
			return err
		}
	}
	return nil
}

func answerQuestion(tx *sqldb.Tx, qid, answer string, owner ID) error {
	_, err := tx.Exec(`UPDATE import_question SET answer = $1, organization_id = $2, answered_at = $3 WHERE id = $4`,
		answer, string(owner), tx.Now, qid)
	return err
}
