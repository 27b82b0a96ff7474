// Package settings keeps the few things of the site that those who run it change while it runs. All
// else is set from outside (package config).
package settings

import (
	"context"
	"encoding/json"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"kyodo/internal/audit"
	"kyodo/internal/fault"
	"kyodo/internal/ja"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Announcement is a notice on the front page.
type Announcement struct {
	Japanese string    // "" = no notice
	English  string    // "" = the Japanese one, for readers of English too
	Until    term.Date // the last day on which it is shown; zero = until it is taken away

	Version   int64       // 0 = never set
	ChangedBy audit.Actor // "" = nobody yet
	ChangedAt time.Time
}

// MaxText is how many characters a notice may have.
const MaxText = 500

// On says whether the notice is shown on a day.
func (a Announcement) On(day term.Date) bool {
	return a.Japanese != "" && (a.Until.IsZero() || !day.After(a.Until))
}

// In returns the text for a reader of Japanese ("ja") or English, and the language that it is in.
func (a Announcement) In(lang string) (text, in string) {
	if lang == "en" && a.English != "" {
		return a.English, "en"
	}
	return a.Japanese, "ja"
}

// Service reads and writes the settings. Make it with a struct literal.
type Service struct {
	DB    *sqldb.DB
	Audit audit.Log

	notice   atomic.Pointer[kept[Announcement]]
	matching atomic.Pointer[kept[Matching]]
}

// kept is what this node read last.
type kept[T any] struct {
	value T
	at    time.Time
}

// lately is what was kept, or what read says now; either is at most keptFor old.
func lately[T any](ctx context.Context, s *Service, at *atomic.Pointer[kept[T]], read func(context.Context) (T, error)) (T, error) {
	now := s.DB.Now()
	if k := at.Load(); k != nil && !now.Before(k.at) && now.Sub(k.at) < keptFor {
		return k.value, nil
	}
	v, err := read(ctx)
	if err == nil {
		at.Store(&kept[T]{v, now})
	}
	return v, err
}

// keptFor is how long another node's change may go unseen here.
const keptFor = 5 * time.Second

// name of the row, and the object in the log.
const announcement = "announcement"

type content struct {
	Japanese string    `json:"ja"`
	English  string    `json:"en"`
	Until    term.Date `json:"until"`
}

// Announcement returns the notice, as it was at most five seconds ago.
func (s *Service) Announcement(ctx context.Context) (Announcement, error) {
	return lately(ctx, s, &s.notice, s.Read)
}

// Read returns the notice as the database has it.
func (s *Service) Read(ctx context.Context) (a Announcement, err error) {
	defer fault.Wrap(&err, "settings.Read")
	err = s.DB.View(ctx, func(tx *sqldb.Tx) error {
		a, err = read(tx)
		return err
	})
	return a, err
}

func read(tx *sqldb.Tx) (Announcement, error) {
	a, _, err := sqldb.One(tx, func(r sqldb.Row) (a Announcement, err error) {
		var text string
		if err := r.Scan(&text, &a.ChangedBy, sqldb.Time(&a.ChangedAt), &a.Version); err != nil {
			return a, err
		}
		var c content
		err = json.Unmarshal([]byte(text), &c)
		a.Japanese, a.English, a.Until = c.Japanese, c.English, c.Until
		return a, err
	}, `SELECT content, actor, updated_at, version FROM setting WHERE name = $1`, announcement)
	return a, err
}

// Says are the texts of the refusals, in the reader's language.
type Says struct{ Long, Alone, Past string }

// Announce changes the notice. version is the one that was read; an older one is fault.Conflict.
// Errors are fault.Fields named ja, en, until.
func (s *Service) Announce(ctx context.Context, by audit.By, version int64, a Announcement, says Says) (err error) {
	defer fault.Wrap(&err, "settings.Announce")
	a.Japanese, a.English = ja.Clean(a.Japanese), ja.Clean(a.English)
	var f fault.Fields
	if utf8.RuneCountInString(a.Japanese) > MaxText {
		f = append(f, fault.Field{Name: "ja", Says: says.Long})
	}
	if utf8.RuneCountInString(a.English) > MaxText {
		f = append(f, fault.Field{Name: "en", Says: says.Long})
	}
	if a.Japanese == "" && a.English != "" {
		f = append(f, fault.Field{Name: "ja", Says: says.Alone})
	}
	if a.Japanese != "" && !a.Until.IsZero() && a.Until.Before(term.Of(s.DB.Now())) {
		f = append(f, fault.Field{Name: "until", Says: says.Past})
	}
	if err := f.Err(); err != nil {
		return err
	}
	text, err := json.Marshal(content{a.Japanese, a.English, a.Until})
	if err != nil {
		return err
	}
	return s.save(ctx, by, announcement, string(text), version, func() { s.notice.Store(nil) })
}

// save writes a setting over the version that was read, and records it; then the node reads it anew.
func (s *Service) save(ctx context.Context, by audit.By, name, text string, version int64, anew func()) error {
	return s.DB.Update(ctx, func(tx *sqldb.Tx) error {
		var n int64
		var err error
		if version == 0 {
			n, err = tx.Exec(`INSERT INTO setting (name, content, actor, updated_at, version) VALUES ($1, $2, $3, $4, 1) ON CONFLICT (name) DO NOTHING`,
				name, text, string(by.Actor), tx.Now)
		} else {
			n, err = tx.Exec(`UPDATE setting SET content = $2, actor = $3, updated_at = $4, version = version + 1 WHERE name = $1 AND version = $5`,
				name, text, string(by.Actor), tx.Now, version)
		}
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.Conflict, "version %d is not the present one", version)
		}
		tx.AfterCommit(anew)
		return s.Audit.Record(tx, by.Entry("settings.edit", "setting/"+name, text))
	})
}
