package web

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"slices"
	"strconv"
	"time"

	"kyodo/internal/fault"
	"kyodo/internal/sqldb"
	"kyodo/internal/web/ui"
)

// A form carries a key. The first transaction of its handler takes the key; who comes later with
// the same key and the same content gets the first one's answer, and nothing is done twice.

var (
	errRepeated  = errors.New("this form was already sent")
	errKeyReused = errors.New("this form was already sent with other content")
)

// onceKept is for how long answers are kept.
const onceKept = 7 * 24 * time.Hour

// onceWait is how long a repeated form waits for the answer to the first.
const onceWait = 2 * time.Second

// onceForm is the key of a form with a hash of its content; took says that this request took the key.
type onceForm struct {
	key, digest string
	took        bool
}

// once arms the request: the first Update under its context takes the key of the form.
func (r *Request) once() {
	given := r.PostForm.Get(ui.OnceField)
	if r.Site.cfg.DB == nil || given == "" || len(given) > 64 {
		return
	}
	cookie := cookieValue(r.Header, r.Site.tokenCookie())
	content, err := r.digestForm()
	if err != nil {
		return // the handler meets the same broken file
	}
	r.form = &onceForm{key: digest("key", cookie, r.session(), r.URL.Path, given), digest: content}
	form := r.form
	r.Request = r.WithContext(sqldb.First(r.Context(), func(tx *sqldb.Tx) error {
		n, err := tx.Exec(`INSERT INTO form_once (key, digest, status, location, created_at) VALUES ($1, $2, 0, '', $3) ON CONFLICT (key) DO NOTHING`,
			form.key, form.digest, tx.Now)
		if err == nil && n == 0 {
			err = errRepeated
		}
		form.took = err == nil
		return err
	}))
}

// answered keeps the answer of a form that did something, or gives the kept one.
func (r *Request) answered(err error) error {
	if r.form == nil {
		return err
	}
	if errors.Is(err, errRepeated) || r.late(err) {
		return r.again()
	}
	location := r.w.Header().Get("Location")
	if err != nil || location == "" {
		return err
	}
	return r.Site.cfg.DB.Update(context.WithoutCancel(r.Context()), func(tx *sqldb.Tx) error {
		_, err := tx.Exec(`UPDATE form_once SET status = $1, location = $2 WHERE key = $3`, r.w.status, location, r.form.key)
		return err
	})
}

// late says whether a handler failed only because the same form came before: what the first one used
// up, such as an uploaded list, is no longer there when the second one looks for it.
func (r *Request) late(err error) bool {
	if r.form.took || !errors.Is(err, fault.NotFound) && !errors.Is(err, fault.Conflict) {
		return false
	}
	var n int64
	failed := r.Site.cfg.DB.View(r.Context(), func(tx *sqldb.Tx) (err error) {
		n, _, err = sqldb.One(tx, sqldb.Int, `SELECT COUNT(*) FROM form_once WHERE key = $1`, r.form.key)
		return err
	})
	return failed == nil && n > 0
}

// again answers a repeated form as the first one was answered.
func (r *Request) again() error {
	r.w.discard()
	for wait := onceWait; ; wait -= 50 * time.Millisecond {
		var was onceForm
		var status int
		var location string
		err := r.Site.cfg.DB.View(r.Context(), func(tx *sqldb.Tx) error {
			return sqldb.Each(tx, `SELECT digest, status, location FROM form_once WHERE key = $1`, []any{r.form.key}, func(row sqldb.Row) error {
				return row.Scan(&was.digest, &status, &location)
			})
		})
		switch {
		case err != nil:
			return err
		case was.digest != r.form.digest:
			return errKeyReused
		case location != "":
			return Redirect(r.w, r, status, location)
		case wait <= 0:
			return errRepeated
		}
		select {
		case <-r.Context().Done():
			return fault.Unavailable
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// digestForm is a hash of what was typed and of the files sent along, without what the site itself
// put in. It is under the site's secret: among what was typed are passwords and codes, which who has
// a copy of the database must not be able to try out.
func (r *Request) digestForm() (string, error) {
	h := hmac.New(sha256.New, r.Site.cfg.Secret)
	put := func(text string) { io.WriteString(h, strconv.Itoa(len(text))+":"+text) }
	put("form content")
	put(r.Method)
	put(r.URL.Path)
	for _, name := range slices.Sorted(maps.Keys(r.PostForm)) {
		if name != ui.TokenField && name != ui.OnceField {
			put(name)
			for _, v := range r.PostForm[name] {
				put(v)
			}
		}
	}
	if r.MultipartForm == nil {
		return hex.EncodeToString(h.Sum(nil)), nil
	}
	for _, name := range slices.Sorted(maps.Keys(r.MultipartForm.File)) {
		for _, head := range r.MultipartForm.File[name] {
			put(name)
			put(head.Filename)
			put(strconv.FormatInt(head.Size, 10))
			f, err := head.Open()
			if err != nil {
				return "", err
			}
			_, err = io.Copy(h, f)
			f.Close() // #nosec G104 -- it was only read
			if err != nil {
				return "", err
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))
}

// rateClass is how often a thing may be done.
type rateClass struct {
	class string
	n     int
	per   time.Duration
}

// rated counts a form against the account, or the client where nobody is signed in.
func (r *Request) rated(rt *route) error {
	classes := [...]rateClass{rt.rate, {"write", r.Site.cfg.Writes, time.Minute}}
	if r.Site.cfg.DB == nil {
		return nil
	}
	key := r.Network().String()
	if r.Who != nil {
		key = string(r.Who.Person)
	} else {
		key = digest("client", string(r.Site.cfg.Secret), key)
	}
	for _, c := range classes {
		if c.n == 0 {
			continue
		}
		if _, err := count(r.Context(), r.Site.cfg.DB, c, key, r.Now); err != nil {
			return err
		}
	}
	return nil
}

// count counts one more and returns how many there were in the period, this one with them; more than
// the class allows are TooMany.
func count(ctx context.Context, db *sqldb.DB, c rateClass, key string, now time.Time) (n int64, err error) {
	period := now.UnixNano() / int64(c.per)
	err = db.Update(ctx, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(`INSERT INTO rate (class, key, period, n) VALUES ($1, $2, $3, 1)
			ON CONFLICT (class, key, period) DO UPDATE SET n = rate.n + 1`, c.class, key, period)
		if err == nil {
			n, _, err = sqldb.One(tx, sqldb.Int, `SELECT n FROM rate WHERE class = $1 AND key = $2 AND period = $3`, c.class, key, period)
		}
		return err
	})
	if err == nil && n > int64(c.n) {
		err = TooMany{Retry: time.Duration((period+1)*int64(c.per) - now.UnixNano())}
	}
	return n, err
}

// Forget deletes answers to forms that are older than a week and counts of periods that are over;
// a daily tick calls it.
func Forget(tx *sqldb.Tx) error {
	if _, err := tx.Exec(`DELETE FROM form_once WHERE created_at < $1`, tx.Now.Add(-onceKept)); err != nil {
		return err
	}
	// A period is a count of minutes, hours or days since 1970; by its size one knows which.
	for _, per := range []time.Duration{time.Minute, 15 * time.Minute, time.Hour, 24 * time.Hour} {
		last := tx.Now.Add(-25*time.Hour).UnixNano() / int64(per)
		first := tx.Now.Add(-400*24*time.Hour).UnixNano() / int64(per)
		if _, err := tx.Exec(`DELETE FROM rate WHERE period BETWEEN $1 AND $2`, first, last); err != nil {
			return err
		}
	}
	return nil
}
