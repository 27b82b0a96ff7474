package bench

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"kyodo/internal/audit"
	"kyodo/internal/demo"
	"kyodo/internal/id"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// asOf is the day on which the invented register stands still, so that two runs have one data set.
var asOf = term.On(2026, 11, 22)

// secret is the installation's: the log of the database is sealed with it, as the server expects.
const secret = "the secret of the bench, of 40 characters"

// open opens a database file, new or old, with a register on it that has no index.
func open(path string) (*sqldb.DB, *register.Service, error) {
	ctx := context.Background()
	db, err := sqldb.Open(ctx, "sqlite:"+path, sqldb.Options{})
	if err != nil {
		return nil, nil, err
	}
	if err := sqldb.Migrate(ctx, db); err != nil {
		return nil, nil, err
	}
	ids := &id.Source{}
	return db, &register.Service{DB: db, IDs: ids, Audit: audit.Log{IDs: ids, Key: []byte(secret)}, Calendar: term.LocalGovernment()}, nil
}

// batchSize is how many organizations one transaction takes when the database is made.
const batchSize = 250

// fillDatabase invents the organizations.
func fillDatabase(path string) error {
	db, svc, err := open(path)
	if err != nil {
		return err
	}
	defer db.Close()
	g := newCrowd()
	for done := 0; done < size; done += batchSize {
		entries := make([]register.Entry, batchSize)
		for i := range entries {
			entries[i] = g.next()
		}
		if err := svc.Enter(context.Background(), asOf, demo.Source, entries); err != nil {
			return err
		}
	}
	// A register that stands still has its log in the tree.
	return (&audit.Sequencer{DB: db, Key: []byte(secret), Log: slog.New(slog.DiscardHandler)}).Drain(context.Background())
}

// database returns the path of a database of the full size. It is kept under tmp/bench as long
// as the code that makes it stays the same.
func database(b *testing.B) string {
	b.Helper()
	path := scratch("register-" + stateOf(b, "internal/demo", "internal/register", "internal/codes", "internal/term", "internal/ja", "migrations", "bench") + ".db")
	if _, err := os.Stat(path); err == nil {
		return path
	}
	old, err := filepath.Glob(scratch("register-*"))
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range old {
		os.Remove(f) // made by other code
	}
	began := time.Now()
	child(b, &struct{}{}, "fill", path+".part")
	if err := os.Rename(path+".part", path); err != nil {
		b.Fatal(err)
	}
	b.Logf("%d organizations invented in %.0f s", size, time.Since(began).Seconds())
	return path
}

// stateOf names the state of the source of some packages.
func stateOf(b *testing.B, dirs ...string) string {
	b.Helper()
	h := sha256.New()
	for _, dir := range dirs {
		for _, pattern := range []string{"*.go", "*/*.sql"} {
			files, err := filepath.Glob(filepath.Join("..", filepath.FromSlash(dir), pattern))
			if err != nil {
				b.Fatal(err)
			}
			for _, f := range files {
				if strings.HasSuffix(f, "_test.go") && filepath.Base(f) != "crowd_test.go" {
					continue
				}
				text, err := os.ReadFile(f)
				if err != nil {
					b.Fatal(err)
				}
				h.Write(text)
			}
		}
	}
	fmt.Fprintln(h, size, seed, asOf)
	return fmt.Sprintf("%x", h.Sum(nil)[:6])
}

// record is an organization as Groonga and the words need it.
type record struct{ ID, Name, Kana, Purpose, Address, Kind, Status, City, Fields string }

// records reads every organization.
func records(b *testing.B, path string) []record {
	b.Helper()
	db, _, err := open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	var list []record
	err = db.View(context.Background(), func(tx *sqldb.Tx) (err error) {
		list, err = sqldb.All(tx, func(r sqldb.Row) (x record, err error) {
			err = r.Scan(&x.ID, &x.Name, &x.Kana, &x.Purpose, &x.Address, &x.Kind, &x.Status, &x.City, &x.Fields)
			return x, err
		}, `SELECT id, name, kana, purpose, prefecture || city || street, kind, status, city_code, fields FROM organization
			WHERE NOT hidden ORDER BY id`)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return list
}

// fullPages returns ids of organizations that have something to say in every section.
func fullPages(b *testing.B, path string, n int) []string {
	b.Helper()
	db, _, err := open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	var ids []string
	err = db.View(context.Background(), func(tx *sqldb.Tx) (err error) {
		ids, err = sqldb.All(tx, sqldb.Text, `SELECT o.id FROM organization o WHERE o.approval <> '' AND o.status = 'active'
			AND o.purpose <> '' AND EXISTS (SELECT 1 FROM filing f WHERE f.organization_id = o.id)
			AND (SELECT count(*) FROM statement s WHERE s.organization_id = o.id) >= 3
			ORDER BY o.id LIMIT $1`, 10*n)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(seed, 1))
	r.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	return ids[:min(n, len(ids))]
}

// common are words of two characters that people look for.
var common = strings.Fields("福祉 防災 環境 介護 観光 教育 文化 支援 交流 地域 活動 保全 相談 就労 学習 国際 医療 健康 障害 高齢 平和 人権 農業 里山")

// words draws n different queries: the common words, then parts of names, so that frequent
// characters are drawn often: six in ten have two characters, two have three to six, two are a
// common word and a second one.
func words(list []record, n int) []string {
	p := picker{rand.New(rand.NewPCG(seed, 2)), list, func(x record) string { return bare(x.Name) }}
	return p.different(common, n, func() string {
		switch k := p.rnd.IntN(10); {
		case k < 6:
			return p.part(2)
		case k < 8:
			return p.part(3 + p.rnd.IntN(4))
		}
		return common[p.rnd.IntN(len(common))] + " " + p.part(2)
	})
}

// phrases draws n different queries of three to six characters from the purposes, whose sentences
// are much alike: the hardest that a reader can ask of an index of pairs of characters.
func phrases(list []record, n int) []string {
	p := picker{rand.New(rand.NewPCG(seed, 4)), list, func(x record) string { return x.Purpose }}
	return p.different(nil, n, func() string { return p.part(3 + p.rnd.IntN(4)) })
}

// picker draws parts of a text of the records.
type picker struct {
	rnd  *rand.Rand
	list []record
	text func(record) string
}

// part returns so many neighbouring letters.
func (p picker) part(length int) string {
	for {
		runs := letters(p.text(p.list[p.rnd.IntN(len(p.list))]))
		if len(runs) == 0 {
			continue
		}
		if t := runs[p.rnd.IntN(len(runs))]; len(t) >= length {
			at := p.rnd.IntN(len(t) - length + 1)
			return string(t[at : at+length])
		}
	}
}

// different returns n different ones, those of first among them, in any order.
func (p picker) different(first []string, n int, draw func() string) []string {
	out, seen := slices.Clone(first), map[string]bool{}
	for _, q := range first {
		seen[q] = true
	}
	for len(out) < n {
		if q := draw(); !seen[q] {
			seen[q] = true
			out = append(out, q)
		}
	}
	p.rnd.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// bare is a name without its legal form and the mark of what is invented.
func bare(name string) string {
	name = strings.TrimSuffix(name, register.InventedMark)
	for _, form := range legalForms {
		name = strings.ReplaceAll(name, form, "")
	}
	return strings.TrimSpace(name)
}

// letters are the runs of at least two Japanese letters in s.
func letters(s string) (runs [][]rune) {
	for _, f := range strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) && r != 'ー'
	}) {
		if r := []rune(f); len(r) >= 2 {
			runs = append(runs, r)
		}
	}
	return runs
}

// skew says in how many of 100 names the most frequent neighbouring characters stand, by rank.
func skew(names []string) string {
	count := map[string]int{}
	for _, name := range names {
		seen := map[string]bool{}
		for _, run := range letters(bare(name)) {
			for i := range len(run) - 1 {
				seen[string(run[i:i+2])] = true
			}
		}
		for g := range seen {
			count[g]++
		}
	}
	var list []int
	for _, n := range count {
		list = append(list, n)
	}
	slices.Sort(list)
	slices.Reverse(list)
	var out bytes.Buffer
	fmt.Fprintf(&out, "%d names, %d pairs", len(names), len(list))
	for _, rank := range []int{1, 10, 30, 100, 300, 1000, 3000} {
		if rank <= len(list) {
			fmt.Fprintf(&out, ", #%d %.2f %%", rank, 100*float64(list[rank-1])/float64(len(names)))
		}
	}
	return out.String()
}
