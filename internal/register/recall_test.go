package register_test

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/width"

	"kyodo/internal/intake"
	"kyodo/internal/ja"
	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// full says that the long versions of the tests are wanted.
func full() bool { return os.Getenv("KYODO_TRUST") == "full" }

// table reads one of the real files into a header and records.
func table(t testing.TB, name string) (header []string, records [][]string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(shared(t), "houjin", name))
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(name, ".gz") {
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if data, err = io.ReadAll(z); err != nil {
			t.Fatal(err)
		}
	}
	all, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[0], all[1:]
}

// writeUTF8 writes records as UTF-8.
func writeUTF8(t testing.TB, name string, header []string, records [][]string) string {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Write(header)
	w.WriteAll(records)
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// probe is one query drawn from an organization's texts, of which the answer must have that one.
type probe struct {
	q    string
	from register.ID // "" for what occurs nowhere, or only by chance
}

// drawer draws queries from the imported text.
type drawer struct {
	rnd  *rand.Rand
	from []register.ID
	text [][]string // the texts of each, as the sources write them
	all  string     // every folded text
}

// part returns 1 to 6 characters of a text.
func (d *drawer) part(text string) string {
	rs := []rune(text)
	n := min(1+d.rnd.IntN(6), len(rs))
	at := d.rnd.IntN(len(rs) - n + 1)
	return string(rs[at : at+n])
}

func (d *drawer) owner() (int, string) {
	i := d.rnd.IntN(len(d.from))
	return i, d.text[i][d.rnd.IntN(len(d.text[i]))]
}

var toVariant = strings.NewReplacer("高", "髙", "崎", "﨑", "辺", "邊", "浜", "濵", "島", "嶋", "国", "國", "会", "會", "学", "學", "沢", "澤",
	"渡邊", "渡邉", "斎", "齋", "富", "冨", "峰", "峯", "桜", "櫻", "株式会社", "㈱", "広", "廣")

// rewritten writes the text as another person would type it.
func (d *drawer) rewritten(text string) string {
	kana := func(s string, from, to rune, by rune) string {
		return strings.Map(func(r rune) rune {
			if r >= from && r <= to {
				return r + by
			}
			return r
		}, s)
	}
	switch d.rnd.IntN(5) {
	case 0: // half width
		return width.Narrow.String(kana(text, 'ぁ', 'ん', 0x60))
	case 1:
		return kana(text, 'ぁ', 'ん', 0x60)
	case 2:
		return kana(text, 'ァ', 'ン', -0x60)
	case 3:
		return width.Widen.String(strings.ToUpper(text))
	}
	return toVariant.Replace(text)
}

// nowhere makes up a word that no text has.
func (d *drawer) nowhere() string {
	for {
		rs := make([]rune, 2+d.rnd.IntN(4))
		for i := range rs {
			rs[i] = 0x4e00 + rune(d.rnd.IntN(0x5000))
		}
		if w := ja.Words(string(rs)); len(w) == 1 && !strings.Contains(d.all, w[0]) {
			return string(rs)
		}
	}
}

// probes draws n queries.
func (d *drawer) probes(n int) []probe {
	var list []probe
	for len(list) < n {
		i, text := d.owner()
		p := probe{from: d.from[i]}
		switch k := len(list) % 10; {
		case k == 0:
			p = probe{q: d.nowhere()}
		case k <= 4:
			p.q = d.part(text)
		case k <= 6: // two words of one organization
			p.q = d.part(text) + []string{" ", "　", "、"}[d.rnd.IntN(3)] + d.part(d.text[i][d.rnd.IntN(len(d.text[i]))])
		case k == 7: // two words of two
			_, other := d.owner()
			p = probe{q: d.part(text) + " " + d.part(other)}
		default:
			p.q = d.rewritten(d.part(text))
		}
		if len(ja.Words(p.q)) > 0 && utf8.ValidString(p.q) {
			list = append(list, p)
		}
	}
	return list
}

// newDrawer reads the register as it is stored and makes the table of its folded columns, over
// which LIKE is the truth.
func newDrawer(t *testing.T, db *sqldb.DB, seed uint64) *drawer {
	t.Helper()
	d := &drawer{rnd: rand.New(rand.NewPCG(seed, 1))}
	ctx := context.Background()
	var list []search.Doc
	err := db.Update(ctx, func(tx *sqldb.Tx) (err error) {
		if _, err := tx.Exec(`CREATE TABLE truth (id text NOT NULL, name text NOT NULL, alias text NOT NULL, body text NOT NULL)`); err != nil {
			return err
		}
		if list, err = register.Docs(tx); err != nil {
			return err
		}
		for chunk := range slices.Chunk(list, tx.Rows(4)) {
			var args []any
			for _, x := range chunk {
				args = append(args, x.ID, strings.Join(x.Name, "\n"), strings.Join(x.Alias, "\n"), x.Body)
			}
			if _, err := tx.Exec(`INSERT INTO truth (id, name, alias, body) VALUES `+sqldb.Values(len(chunk), 4), args...); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(list, func(a, b search.Doc) int { // the ids differ at every run, the draw must not
		return cmp.Or(strings.Compare(a.Tie, b.Tie), strings.Compare(a.Name[0], b.Name[0]))
	})
	var all strings.Builder
	for _, x := range list {
		fmt.Fprintf(&all, "%q %q %s\n", x.Name, x.Alias, x.Body)
		c := x.Card.(*register.Card)
		// Everybody has the legal form and the mark: most draws leave them out.
		own := ownPart.Replace(c.Name)
		texts := []string{own, own, c.Name, ownPart.Replace(c.Kana), c.Purpose, c.Purpose}
		for _, a := range x.Alias {
			texts = append(texts, ownPart.Replace(a))
		}
		texts = slices.DeleteFunc(texts, func(s string) bool { return s == "" })
		d.from, d.text = append(d.from, c.ID), append(d.text, texts)
	}
	d.all = all.String()
	return d
}

var ownPart = strings.NewReplacer("特定非営利活動法人", "", "ＮＰＯ法人", "", "npo法人", "", "(特非)", "", "株式会社", "", register.InventedMark, "",
	"トクテイヒエイリカツドウホウジン", "")

var escapeLike = strings.NewReplacer("!", "!!", "%", "!%", "_", "!_")

// like asks the database for the organizations whose texts hold every word.
func like(tx *sqldb.Tx, words []string) (map[string]bool, error) {
	var found map[string]bool
	for _, w := range words {
		ids, err := sqldb.All(tx, sqldb.Text, `SELECT id FROM truth WHERE name LIKE $1 ESCAPE '!' OR alias LIKE $1 ESCAPE '!'
			OR body LIKE $1 ESCAPE '!'`, "%"+escapeLike.Replace(w)+"%")
		if err != nil {
			return nil, err
		}
		these := map[string]bool{}
		for _, x := range ids {
			if found == nil || found[x] {
				these[x] = true
			}
		}
		found = these
	}
	return found, nil
}

// answer reads every page of a search.
func answer(t testing.TB, svc *register.Service, f register.Filter) (ids []string) {
	t.Helper()
	f.Limit, f.Bare = 100, true
	for {
		p, err := svc.Search(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range p.Cards {
			ids = append(ids, string(c.ID))
		}
		if f.After = p.Next; f.After == "" {
			if p.Total != len(ids) {
				t.Errorf("%q: the pages hold %d, Total says %d", f.Q, len(ids), p.Total)
			}
			return ids
		}
	}
}

// fillForRecall imports real names, and invented corporations with purposes.
func fillForRecall(t *testing.T, svc *register.Service) {
	t.Helper()
	dir := filepath.Join(shared(t), "houjin")
	load(t, svc, intake.Houjin, filepath.Join(dir, "yamaguchi_npo_corporations.csv"))
	load(t, svc, intake.Houjin, filepath.Join(dir, "yamaguchi_npo_history.csv"))
	if full() {
		load(t, svc, intake.Houjin, filepath.Join(dir, "japan_npo_corporations.csv.gz"))
		load(t, svc, intake.Houjin, filepath.Join(dir, "yamaguchi_corporations.csv"))
	} else {
		header, records := table(t, "japan_npo_corporations.csv.gz")
		var some [][]string
		for i := 0; i < len(records); i += 10 {
			some = append(some, records[i])
		}
		load(t, svc, intake.Houjin, writeUTF8(t, "some.csv", header, some))
	}
	houjin, portal := files(t, 3000, 11)
	load(t, svc, intake.Houjin, write(t, "invented.csv", nil, houjin))
	load(t, svc, intake.Portal, write(t, "035_20261101.csv", portalHeader, portal))
}

// TestRecallAndPrecision: whatever is typed, the index finds what LIKE over the same folded
// columns finds, and nothing else.
func TestRecallAndPrecision(t *testing.T) {
	const queries = 1000
	shared(t)
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		svc := service(db)
		fillForRecall(t, svc)
		if err := svc.Feed(nil).Load(context.Background()); err != nil {
			t.Fatal(err)
		}
		d := newDrawer(t, db, 2008)
		var right, wrong, missed, empty, found int
		err := db.View(context.Background(), func(tx *sqldb.Tx) error {
			for _, p := range d.probes(queries) {
				want, err := like(tx, ja.Words(p.q))
				if err != nil {
					return err
				}
				ids := answer(t, svc, register.Filter{Q: p.q})
				got := map[string]bool{}
				for _, x := range ids {
					got[x] = true
					if want[x] {
						right++
					} else {
						wrong++
					}
				}
				for x := range want {
					if !got[x] {
						missed++
					}
				}
				if !maps.Equal(want, got) || len(ids) != len(got) {
					t.Errorf("%q: LIKE finds %d, the index %d in %d rows", p.q, len(want), len(got), len(ids))
				}
				if p.from != "" && !got[string(p.from)] {
					t.Errorf("%q, drawn from %s, does not find it", p.q, p.from)
				}
				if len(ids) == 0 {
					empty++
				} else {
					found++
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if found < queries*7/10 || empty < queries/10 {
			t.Errorf("%d queries found something, %d nothing: the draw proves little", found, empty)
		}
		t.Logf("recall=%.3f precision=%.3f queries=%d engine=%s organizations=%d hits=%d", float64(right)/float64(right+missed),
			float64(right)/float64(right+wrong), queries, db.Engine(), svc.Index.Len(), right)
	})
}
