package bench

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/url"
	"os"
	"sync"
	"testing"

	"kyodo/internal/audit"
	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/demo"
	"kyodo/internal/id"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// listings is how many offers and needs the bank of the bench holds.
const listings = 5_000

// bankDatabase is a copy of the register's database with listings of its organizations.
func bankDatabase(b *testing.B, from string) string {
	b.Helper()
	path := scratch("bank-" + stateOf(b, "internal/bank", "internal/demo", "internal/register", "internal/codes", "internal/term", "internal/ja", "migrations", "bench") + ".db")
	if _, err := os.Stat(path); err == nil {
		return path
	}
	if err := copyFile(path+".part", from); err != nil {
		b.Fatal(err)
	}
	child(b, &struct{}{}, "listings", path+".part")
	if err := os.Rename(path+".part", path); err != nil {
		b.Fatal(err)
	}
	return path
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Close()
}

// fillBank publishes the listings, through the bank's own service.
func fillBank(path string) error {
	ctx := context.Background()
	db, orgs, err := open(path)
	if err != nil {
		return err
	}
	defer db.Close()
	ids := &id.Source{}
	svc := &bank.Service{DB: db, IDs: ids, Audit: audit.Log{IDs: ids, Key: []byte(secret)}, Register: orgs, Calendar: term.LocalGovernment(), Key: []byte(secret)}
	var owners []string
	if err := db.View(ctx, func(tx *sqldb.Tx) (err error) {
		owners, err = sqldb.All(tx, sqldb.Text, `SELECT id FROM organization WHERE NOT hidden ORDER BY id LIMIT $1`, listings)
		return err
	}); err != nil {
		return err
	}
	var wait sync.WaitGroup
	errs := make(chan error, conns)
	for worker := range conns {
		wait.Go(func() {
			for i := worker; i < listings; i += conns {
				if err := publish(ctx, svc, invent(i, register.ID(owners[i%len(owners)]))); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	wait.Wait()
	close(errs)
	return <-errs
}

// invent is the n-th listing: every kind in turn, with texts as long as those that people write.
func invent(n int, owner register.ID) bank.Start {
	rnd := rand.New(rand.NewPCG(seed, uint64(n)))
	kinds := codes.Supports("")
	k := kinds[n%len(kinds)]
	cities := codes.Municipalities(asOf)
	fields := codes.Fields(asOf)
	one := func(words ...string) string { return words[rnd.IntN(len(words))] }
	what := one("会議いす", "パソコン", "軽トラック", "会議室", "清掃", "講座", "印刷", "食料品", "絵本", "テント", "相談", "見学", "発電機", "ちらし", "農地", "倉庫")
	why := one("移転", "入替え", "周年", "地域の行事", "子ども食堂", "防災訓練", "里山の手入れ", "見守り", "居場所", "国際交流")
	in := bank.Start{Direction: bank.Offer, Organization: owner, Kind: k, Channel: "web", Content: bank.Content{
		Title:    fmt.Sprintf("%sの%s%d", why, what, n),
		Body:     demo.Source + "の掲載です。" + why + "のために" + what + "を使います。日程はご相談ください。" + "地域の団体と会社が力を合わせて、だれもが安心して暮らせるまちをつくります。引取と返却の方法は、話し合って決めます。",
		Quantity: int64(1 + rnd.IntN(50)), Unit: k.Unit(), City: cities[rnd.IntN(len(cities))].Code, Fields: []string{fields[rnd.IntN(len(fields))].Slug},
		From: asOf, Until: asOf.AddDays(60 + rnd.IntN(200)), Deadline: asOf.AddDays(10 + rnd.IntN(50)), AdvertiseUntil: asOf.AddDays(59),
		Audience: bank.Everybody, Detail: map[string]string{}}}
	if n%2 == 1 {
		in.Direction, in.Content.Beneficiaries = bank.Need, "地域の人"
	}
	if k.Unit() == "" { // まず相談したい has no quantity
		in.Content.Quantity = 0
	}
	in.Content.Cities = []string{in.Content.City}
	for _, d := range bank.Details(k) {
		switch d.Form {
		case bank.Count, bank.Yen, bank.Percent:
			in.Content.Detail[d.Name] = "10"
		case bank.Day:
			in.Content.Detail[d.Name] = asOf.AddDays(90).String()
		case bank.OneOf, bank.SomeOf:
			in.Content.Detail[d.Name] = d.Choices[0].Value
		default:
			in.Content.Detail[d.Name] = "見本の内容です"
		}
	}
	return in
}

func publish(ctx context.Context, svc *bank.Service, in bank.Start) error {
	by := audit.By{Actor: "bench"}
	says := &bank.Says{Long: func(int) string { return "long" }, Many: func(int) string { return "many" }, TakenAlready: func(int64) string { return "taken" }}
	lid, err := svc.Begin(ctx, by, in, says)
	if err == nil {
		err = svc.Submit(ctx, by, lid, 1, says)
	}
	if err == nil {
		err = svc.Publish(ctx, by, lid, 2, says)
	}
	return err
}

// measureBank measures the list of the bank and its listings beside the same yardstick as the pages of
// the register.
func measureBank(b *testing.B, r *report, binary string) {
	db := bankDatabase(b, database(b))
	var keys, titles []string
	handle, _, err := open(db)
	if err != nil {
		b.Fatal(err)
	}
	err = handle.View(context.Background(), func(tx *sqldb.Tx) error {
		return sqldb.Each(tx, `SELECT id, title FROM listing WHERE state = 'open' ORDER BY id LIMIT $1`, []any{1000}, func(row sqldb.Row) error {
			var key, title string
			if err := row.Scan(&key, &title); err != nil {
				return err
			}
			keys, titles = append(keys, key), append(titles, title)
			return nil
		})
	})
	handle.Close()
	if err != nil || len(keys) < 1000 {
		b.Fatalf("%d listings, %v", len(keys), err)
	}
	kyodo := serveRegister(b, binary, db)
	hello := serve(b, false, nil, buildHello(b))
	pages := []page{
		{name: "list of offers for a word", most: 20, bytes: 15_000, parts: []string{`id="filters"`, `class="rows"`}},
		{name: "listing page", most: 20, bytes: 8_000, parts: []string{`id="merit-title"`, `id="terms-title"`, `id="owner-title"`}},
		{name: "API list of listings, 20 items"},
	}
	for i, key := range keys {
		pages[1].paths = append(pages[1].paths, "/bank/"+key)
		word := []rune(titles[i])
		q := url.QueryEscape(string(word[:2+i%4]))
		pages[0].paths = append(pages[0].paths, "/bank/offers?q="+q+"&city="+codes.Municipalities(asOf)[i%19].Code)
		pages[2].paths = append(pages[2].paths, "/api/v1/listings?limit=20&q="+q)
	}
	for i := range pages {
		inspect(b, kyodo, &pages[i])
	}
	apart(b, func() {
		for _, p := range pages {
			compare(b, r, kyodo, hello, p)
		}
		profile(b, kyodo, "listing", pages[1].paths)
		profile(b, kyodo, "listings", pages[0].paths)
	})
}
