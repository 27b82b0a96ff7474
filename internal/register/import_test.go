package register_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/audit"
	"kyodo/internal/codes"
	"kyodo/internal/demo"
	"kyodo/internal/fault"
	"kyodo/internal/id"
	"kyodo/internal/intake"
	"kyodo/internal/ja"
	"kyodo/internal/register"
	"kyodo/internal/search"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

func service(db *sqldb.DB) *register.Service {
	ids := &id.Source{}
	return &register.Service{DB: db, IDs: ids, Audit: audit.Log{IDs: ids}, Index: search.New(), Calendar: term.LocalGovernment()}
}

// files writes n invented corporations as the two official files and returns their paths.
func files(t *testing.T, n int, seed uint64) (houjin, portal [][]string) {
	t.Helper()
	g := demo.New(seed, term.On(2026, 11, 23))
	for range n {
		e := g.Next()
		for _, h := range e.Houjin {
			houjin = append(houjin, houjinRecord(len(houjin)+1, h))
		}
		if e.Portal != nil {
			portal = append(portal, portalRecord(*e.Portal))
		}
	}
	return houjin, portal
}

func houjinRecord(seq int, h intake.HoujinRow) []string {
	flag := map[bool]string{true: "1", false: "0"}
	city := ""
	if len(h.CityCode) == 5 {
		city = h.CityCode[2:]
	}
	return []string{fmt.Sprint(seq), string(h.Number), h.Process, h.Correct, h.Updated.String(), h.Changed.String(), h.Name, "", h.Kind,
		h.Prefecture, h.City, h.Street, "", h.PrefectureCode, city, h.PostalCode, h.Outside, "", h.Closed.String(), h.CloseCause,
		string(h.Successor), h.ChangeCause, h.Assigned.String(), flag[h.Latest], h.NameEn, "", "", "", h.Kana, flag[h.Hidden]}
}

var portalHeader = func() []string {
	h := []string{"法人名称", "法人名称カナ", "所轄庁", "権限移譲先市町村", "主たる事務所の所在地", "主たる事業所の郵便番号", "従たる事務所の所在地", "代表者氏名",
		"団体代表者名（フリガナ）", "法人設立認証年月日", "設立年月日", "定款に記載された目的"}
	for i := range 20 {
		h = append(h, "活動分野"+wide(i+1))
	}
	h = append(h, "認定（認定・特例認定１）", "認定（認定・特例認定２）", "認定（認定・特例認定３）", "認定（認定・特例認定４）", "認定（PST基準１）", "認定（PST基準２）",
		"認定（PST基準３）", "認定（PST基準 条例指定（都道府県及び市区町村名））", "認定（認定開始日）", "認定（認定満了日）", "認定（認定取消日）", "認定（特例認定年月日）",
		"認定（特例認定満了日）", "認定（特例認定取消日）", "監督情報", "解散情報", "法人情報URL", "法人番号", "条例個別指定フラグ", "特定非営利活動に係る事業", "その他の事業",
		"事業年度開始日", "事業年度終了日", "条例個別指定：有効期間(開始日)", "条例個別指定：有効期間(満了日)", "条例個別指定：有効期限（更新申請日)", "条例個別指定：有効期限（更新日)",
		"条例個別指定：有効期限（条例個別指定：取消日)")
	return h
}()

func wide(n int) string {
	return strings.Map(func(r rune) rune { return r - '0' + '０' }, fmt.Sprint(n))
}

func portalRecord(p intake.PortalRow) []string {
	r := make([]string, 60)
	date := func(d term.Date) string { return strings.ReplaceAll(d.String(), "-", "/") }
	copy(r, []string{p.Name, p.Kana, p.Office, p.DelegatedTo, p.Address, p.PostalCode, p.Offices, p.Representative, p.RepresentativeKana,
		date(p.Certified), date(p.Established), p.Purpose})
	for _, f := range p.Fields {
		r[11+f] = "○"
	}
	if p.Approval.Certified {
		r[32] = "○"
	}
	if p.Approval.Special {
		r[33] = "○"
	}
	if p.Approval.Renewing {
		r[35] = "○"
	}
	r[40], r[41], r[42] = date(p.ApprovedFrom), date(p.ApprovedUntil), date(p.ApprovalRevoked)
	r[43], r[44], r[45] = date(p.SpecialFrom), date(p.SpecialUntil), date(p.SpecialRevoked)
	r[46], r[47] = p.Supervision, p.Dissolution
	if p.PortalID != "" {
		r[48] = "https://www.npo-homepage.go.jp/npoportal/detail/" + p.PortalID
	}
	r[49], r[51], r[52] = string(p.Number), p.Activities, p.OtherBusiness
	md := func(m term.MonthDay) string { return strings.ReplaceAll(m.String(), "-", "/") }
	r[53], r[54] = md(p.FiscalStart), md(p.FiscalEnd)
	return r
}

// write writes records as CP932, quoted, CRLF.
func write(t testing.TB, name string, header []string, records [][]string) string {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if header != nil {
		w.Write(header)
	}
	w.WriteAll(records)
	out, lost := ja.EncodeCP932(b.String())
	if len(lost) > 0 {
		t.Fatalf("not in CP932: %q", lost)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, out, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func load(t testing.TB, svc *register.Service, family intake.Family, path string) register.Report {
	t.Helper()
	rep, err := svc.Import(context.Background(), family, path, register.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

// everything returns what readers can see of the register, without ids and versions.
func everything(t testing.TB, svc *register.Service) []register.Detail {
	t.Helper()
	ctx := context.Background()
	if err := svc.Feed(nil).Load(ctx); err != nil {
		t.Fatal(err)
	}
	var all []register.Detail
	err := svc.Each(ctx, register.Filter{Sort: "kana"}, func(o register.Organization) error {
		d, err := svc.Organization(ctx, o.ID)
		d.ID, d.Version, d.Neighbours = "", 0, nil
		all = append(all, d)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func same(t *testing.T, want, got []register.Detail) {
	t.Helper()
	if d := cmp.Diff(want, got, cmp.AllowUnexported(term.Date{}, term.MonthDay{})); d != "" {
		if len(d) > 3000 {
			d = d[:3000]
		}
		t.Errorf("the registers differ (-want +got):\n%s", d)
	}
}

func TestTheOrderOfFilesAndRowsDoesNotMatter(t *testing.T) {
	houjin, portal := files(t, 260, 3)
	rnd := rand.New(rand.NewPCG(1, 2))
	var want []register.Detail
	db := dbtest.Open(t, dbtest.SQLite(t))
	svc := service(db)
	a, b := write(t, "35_all_20261031.csv", nil, houjin), write(t, "035_20261101.csv", portalHeader, portal)
	load(t, svc, intake.Houjin, a)
	load(t, svc, intake.Portal, b)
	want = everything(t, svc)
	if len(want) < 240 {
		t.Fatalf("%d organizations, want most of 260", len(want))
	}
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		h, p := slices.Clone(houjin), slices.Clone(portal)
		rnd.Shuffle(len(h), func(i, j int) { h[i], h[j] = h[j], h[i] })
		rnd.Shuffle(len(p), func(i, j int) { p[i], p[j] = p[j], p[i] })
		svc := service(db)
		load(t, svc, intake.Portal, write(t, "035_20261101.csv", portalHeader, p))
		load(t, svc, intake.Houjin, write(t, "35_all_20261031.csv", nil, h))
		same(t, want, everything(t, svc))
	})
}

func TestTheSameFileTwiceChangesNothing(t *testing.T) {
	houjin, portal := files(t, 100, 4)
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		svc := service(db)
		for _, f := range []struct {
			family intake.Family
			path   string
		}{{intake.Houjin, write(t, "h.csv", nil, houjin)}, {intake.Portal, write(t, "p.csv", portalHeader, portal)}} {
			load(t, svc, f.family, f.path)
		}
		want := everything(t, svc)
		seq := svc.Index.Seq()
		again := load(t, svc, intake.Houjin, write(t, "h.csv", nil, houjin))
		if again.Unchanged != again.Rows || again.Created+again.Updated+again.Asked != 0 {
			t.Errorf("second reading: %+v, want all unchanged", again)
		}
		again = load(t, svc, intake.Portal, write(t, "p.csv", portalHeader, portal))
		if again.Unchanged != again.Rows || again.Created+again.Updated+again.Asked != 0 {
			t.Errorf("second reading: %+v, want all unchanged", again)
		}
		same(t, want, everything(t, svc))
		if svc.Index.Seq() != seq {
			t.Errorf("the change number moved from %d to %d", seq, svc.Index.Seq())
		}
	})
}

func TestAKilledImportGoesOnAndReportsAsIfItHadNotBeen(t *testing.T) {
	houjin, _ := files(t, 1700, 5)
	houjin[3][1] = "1234567890123" // a wrong check digit early on
	houjin[1500][6] = ""           // no name later
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		path := write(t, "h.csv", nil, houjin)
		whole := service(dbtest.Open(t, dbtest.SQLite(t)))
		want := load(t, whole, intake.Houjin, path)
		if len(want.Rejected) != 2 {
			t.Fatalf("rejected %+v, want two", want.Rejected)
		}
		svc := service(db)
		ctx, kill := context.WithCancel(context.Background())
		_, err := svc.Import(ctx, intake.Houjin, path, register.ImportOptions{Progress: func(phase string, done, total int64) {
			if phase == "import" && position(t, db) >= 500 {
				kill()
			}
		}})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("the interrupted import ended with %v", err)
		}
		got := load(t, svc, intake.Houjin, path)
		if !got.Resumed {
			t.Error("the second call began anew")
		}
		got.Resumed = false
		if d := cmp.Diff(want, got, cmp.AllowUnexported(term.Date{})); d != "" {
			t.Errorf("report (-want +got):\n%s", d)
		}
		same(t, everything(t, whole), everything(t, svc))
	})
}

// position is how far the import has come, as the database knows it.
func position(t *testing.T, db *sqldb.DB) (n int64) {
	t.Helper()
	err := db.View(context.Background(), func(tx *sqldb.Tx) (err error) {
		n, _, err = sqldb.One(tx, sqldb.Int, `SELECT position FROM import_run`)
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return n
}

func TestADryRunWritesNothing(t *testing.T) {
	houjin, _ := files(t, 60, 6)
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		svc := service(db)
		path := write(t, "h.csv", nil, houjin)
		dry, err := svc.Import(context.Background(), intake.Houjin, path, register.ImportOptions{DryRun: true})
		if err != nil || dry.Created == 0 {
			t.Fatalf("dry run: %+v, %v", dry, err)
		}
		for _, table := range []string{"organization", "statement", "import_run", "audit", "change"} {
			err := db.View(context.Background(), func(tx *sqldb.Tx) error {
				n, _, err := sqldb.One(tx, sqldb.Int, "SELECT count(*) FROM "+table)
				if n != 0 {
					t.Errorf("%d rows in %s after a dry run", n, table)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if wet := load(t, svc, intake.Houjin, path); wet.Created != dry.Created || wet.Updated != dry.Updated {
			t.Errorf("the import did %+v, the dry run said %+v", wet, dry)
		}
	})
}

func TestABrokenFileChangesNothing(t *testing.T) {
	houjin, _ := files(t, 40, 7)
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		svc := service(db)
		path := write(t, "h.csv", nil, houjin)
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, append(text, '"'), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err = svc.Import(context.Background(), intake.Houjin, path, register.ImportOptions{})
		var broken *intake.FileError
		if !errors.As(err, &broken) {
			t.Fatalf("got %v, want a FileError", err)
		}
		if empty, err := svc.Empty(context.Background()); !empty || err != nil {
			t.Errorf("something was written (%v)", err)
		}
	})
}

// pair is one corporation in both files.
func pair(number codes.CorporateNumber, houjinStreet, portalAddress string) (h, p []string) {
	hr := intake.HoujinRow{Number: "5990005000123", Process: "01", Correct: "0", Updated: term.On(2026, 1, 5), Changed: term.On(2015, 10, 5),
		Name: "特定非営利活動法人ためしの会【架空】", Kind: "399", Prefecture: "山口県", City: "萩市", Street: houjinStreet, PrefectureCode: "35",
		CityCode: "35204", Assigned: term.On(2015, 10, 5), Latest: true}
	check, _ := codes.CheckDigit(string(hr.Number[1:]))
	hr.Number = codes.CorporateNumber(string(check) + string(hr.Number[1:]))
	pr := intake.PortalRow{Name: "ＮＰＯ法人ためしの会【架空】", Office: "山口県", Address: portalAddress, Certified: term.On(2010, 4, 1),
		Purpose: "この法人は、試すことを目的とする。", Fields: []int{2, 13}, Number: number}
	return houjinRecord(1, hr), portalRecord(pr)
}

func TestRowsMeetByNumberElseByNameAndAddressElseAPersonDecides(t *testing.T) {
	tests := []struct {
		name    string
		number  codes.CorporateNumber
		houjin  string
		portal  string
		asked   int
		total   int
		purpose bool
	}{
		{"address written in another way", "", "大字椿東３００１番地の２", "萩市椿東3001-2", 0, 1, true},
		{"chome in kanji", "", "東浜崎町二丁目５番６号", "萩市東浜崎町２－５－６", 0, 1, true},
		{"another address in the prefecture", "", "江向５１０番地", "山口市滝町1-1", 1, 1, false},
		{"no address", "", "江向５１０番地", "", 1, 1, false},
		{"another prefecture", "", "江向５１０番地", "島根県松江市殿町1", 0, 2, false},
	}
	dbtest.Run(t, func(t *testing.T, _ *sqldb.DB) {
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				dsn := dbtest.SQLite(t)
				if strings.Contains(t.Name(), "/postgres/") {
					dsn = dbtest.Postgres(t)
				}
				h, p := pair(tt.number, tt.houjin, tt.portal)
				if strings.HasPrefix(tt.portal, "島根県") {
					p[2] = "島根県"
				}
				for _, order := range []bool{true, false} {
					svc := service(dbtest.Open(t, dsn))
					if !order {
						dsn = dbtest.SQLite(t)
						svc = service(dbtest.Open(t, dsn))
					}
					steps := []func() register.Report{
						func() register.Report { return load(t, svc, intake.Houjin, write(t, "h.csv", nil, [][]string{h})) },
						func() register.Report {
							return load(t, svc, intake.Portal, write(t, "p.csv", portalHeader, [][]string{p}))
						},
					}
					if !order {
						slices.Reverse(steps)
					}
					asked := steps[0]().Asked + steps[1]().Asked
					all := everything(t, svc)
					if asked != tt.asked || len(all) != tt.total {
						t.Errorf("houjin first %v: asked %d, %d organizations; want %d, %d", order, asked, len(all), tt.asked, tt.total)
					}
					if tt.purpose && (all[0].Purpose == "" || all[0].Number == "") {
						t.Errorf("houjin first %v: not merged: %+v", order, all[0].Organization)
					}
				}
			})
		}
	})
}

func TestAnAnswerIsKept(t *testing.T) {
	for _, answer := range []string{register.AnswerSame, register.AnswerNew} {
		t.Run(answer, func(t *testing.T) {
			dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
				ctx := context.Background()
				h, p := pair("", "江向５１０番地", "")
				svc := service(db)
				load(t, svc, intake.Houjin, write(t, "h.csv", nil, [][]string{h}))
				load(t, svc, intake.Portal, write(t, "p_20260101.csv", portalHeader, [][]string{p}))
				open, err := svc.Questions(ctx, 10)
				if err != nil || len(open) != 1 || len(open[0].Candidates) != 1 {
					t.Fatalf("questions %+v, %v; want one with one candidate", open, err)
				}
				if rep := load(t, svc, intake.Portal, write(t, "p_20260101.csv", portalHeader, [][]string{p})); rep.Unchanged != 1 {
					t.Errorf("the same file while the question is open: %+v, want unchanged", rep)
				}
				if _, err := svc.Answer(ctx, audit.System, open[0].ID, answer, ""); err != nil {
					t.Fatal(err)
				}
				if _, err := svc.Answer(ctx, audit.System, open[0].ID, answer, ""); !errors.Is(err, fault.Conflict) {
					t.Errorf("a second answer: %v, want a conflict", err)
				}
				want := map[string]int{register.AnswerSame: 1, register.AnswerNew: 2}[answer]
				if n := len(everything(t, svc)); n != want {
					t.Errorf("%d organizations, want %d", n, want)
				}
				p[11] = "この法人は、別のことを目的とする。"
				rep := load(t, svc, intake.Portal, write(t, "p_20260201.csv", portalHeader, [][]string{p}))
				if rep.Asked != 0 || rep.Updated != 1 {
					t.Errorf("a later file: %+v, want the answer to hold", rep)
				}
				if n := len(everything(t, svc)); n != want {
					t.Errorf("%d organizations after a later file, want %d", n, want)
				}
			})
		})
	}
}
