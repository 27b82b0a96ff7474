package register_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/codes"
	"kyodo/internal/intake"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// TestTheOfficialLayoutTellsWhatTheHeaderLayoutTells: the real rows without header, in CP932 and
// UTF-8, shuffled, as one full file and as daily 差分, give the register of the header layout.
func TestTheOfficialLayoutTellsWhatTheHeaderLayoutTells(t *testing.T) {
	header, records := table(t, "yamaguchi_npo_history.csv")
	rnd := rand.New(rand.NewPCG(9, 9))
	official := make([][]string, len(records))
	for i, r := range records {
		official[i] = slices.Clone(r[1:]) // without the day of the 差分, with 一連番号
		official[i][0] = fmt.Sprint(i + 1)
	}
	rnd.Shuffle(len(official), func(i, j int) { official[i], official[j] = official[j], official[i] })
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		whole := service(dbtest.Open(t, dbtest.SQLite(t)))
		load(t, whole, intake.Houjin, writeUTF8(t, "x.csv", header, records))
		want := everything(t, whole)

		svc := service(db)
		n := len(official) / 3
		for i, part := range [][][]string{official[:n], official[n : 2*n], official[2*n:]} {
			rep := load(t, svc, intake.Houjin, write(t, "x.csv", nil, part))
			if rep.Rows != len(part) || len(rep.Rejected) != 0 {
				t.Errorf("part %d: %+v", i, countsOf(rep))
			}
		}
		same(t, want, everything(t, svc))
		if again := load(t, svc, intake.Houjin, write(t, "x.csv", nil, official)); again.Unchanged != len(official) {
			t.Errorf("the full file after its parts: %+v, want all unchanged", countsOf(again))
		}
		same(t, want, everything(t, svc))
	})
}

// narrow keeps the columns of the 45-column layout of 2019 and before.
func narrow(record []string) (out []string) {
	for i, f := range record {
		if !slices.Contains([]int{1, 3, 5, 8, 10}, i) && i < 50 {
			out = append(out, f)
		}
	}
	return out
}

func TestThePortalFileOfOldHasFewerColumns(t *testing.T) {
	_, portal := files(t, 120, 8)
	wide, old := [][]string{}, [][]string{}
	for _, r := range portal {
		r = slices.Clone(r)
		for i := range r { // what the old layout cannot tell
			if slices.Contains([]int{1, 3, 5, 8, 10}, i) || i >= 50 {
				r[i] = ""
			}
		}
		wide, old = append(wide, r), append(old, narrow(r))
	}
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		whole := service(dbtest.Open(t, dbtest.SQLite(t)))
		load(t, whole, intake.Portal, write(t, "x_20190223.csv", portalHeader, wide))
		svc := service(db)
		rep := load(t, svc, intake.Portal, write(t, "x_20190223.csv", narrow(portalHeader), old))
		if rep.Summary.Layout != intake.Portal45 || rep.Created != len(old) {
			t.Errorf("%s: %+v", rep.Summary.Layout, countsOf(rep))
		}
		same(t, everything(t, whole), everything(t, svc))
	})
}

// TestThePortalFileOfAnotherPrefecture: addresses come without the prefecture, which the 所轄庁
// tells; a designated city is a 所轄庁 too, and its wards have codes of their own.
func TestThePortalFileOfAnotherPrefecture(t *testing.T) {
	tests := []struct{ office, address, city, prefecture string }{
		{"徳島県", "徳島市万代町１丁目１番地", "36201", "徳島県"},
		{"徳島県", "徳島県鳴門市撫養町南浜字東浜１７０", "36202", "徳島県"},
		{"徳島県", "板野郡藍住町奥野字矢上前５２番地の１", "36403", "徳島県"},
		{"徳島県", "藍住町奥野字矢上前５２番地の１", "36403", "徳島県"},
		{"静岡市", "静岡市葵区追手町５番１号", "22101", "静岡県"},
		{"静岡市", "葵区追手町５番１号", "22101", "静岡県"},
		{"静岡県", "浜松市中央区元城町１０３番地の２", "22138", "静岡県"},
		{"静岡県", "駿東郡清水町堂庭２１０番地の１", "22341", "静岡県"},
		{"広島県", "廿日市市下平良一丁目１１番１号", "34213", "広島県"},
		{"北海道", "札幌市中央区北３条西６丁目", "01101", "北海道"},
		{"東京都", "府中市宮西町２丁目２４番地", "13206", "東京都"},
		{"広島県", "府中市府川町３１５番地", "34208", "広島県"},
		{"徳島県", "", "", "徳島県"},
	}
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		svc := service(db)
		var records [][]string
		for i, tt := range tests {
			records = append(records, portalRecord(intake.PortalRow{Name: fmt.Sprintf("特定非営利活動法人よその会%02d【架空】", i), Office: tt.office,
				Address: tt.address, Certified: term.On(2010, 1, 1+i)}))
		}
		if rep := load(t, svc, intake.Portal, write(t, "p_20260101.csv", portalHeader, records)); rep.Created != len(tests) {
			t.Fatalf("%+v", rep)
		}
		byName := map[string]register.Detail{}
		for _, d := range everything(t, svc) {
			byName[d.Name] = d
		}
		for i, tt := range tests {
			a := byName[records[i][0]].Address
			if a.CityCode != tt.city || a.Prefecture != tt.prefecture {
				t.Errorf("%s %q is in %q %q, want %q %q", tt.office, tt.address, a.Prefecture, a.CityCode, tt.prefecture, tt.city)
			}
		}
	})
}

// TestThePortalsProse: line breaks inside fields, blank addresses, and endings told in prose.
func TestThePortalsProse(t *testing.T) {
	row := func(i int, set func(*intake.PortalRow)) []string {
		p := intake.PortalRow{Name: fmt.Sprintf("特定非営利活動法人ことばの会%02d【架空】", i), Office: "山口県", Address: "山口市架空町１番地",
			Certified: term.On(2005, 4, i+1), Purpose: "この法人は、次の目的を持つ。\n（１）学ぶこと。\n（２）\"遊ぶ\"こと,です。", Offices: "萩市架空１\n光市架空２"}
		set(&p)
		return portalRecord(p)
	}
	tests := []struct {
		dissolution, supervision string
		blank                    bool
		want                     codes.Status
		on                       term.Date
	}{
		{want: codes.Active},
		{dissolution: "2004年05月18日 社員総会の決議(法第31条第1項第1号)", blank: true, want: codes.Dissolved, on: term.On(2004, 5, 18)},
		{dissolution: "2011年3月31日　破産手続開始の決定", want: codes.Dissolved, on: term.On(2011, 3, 31)},
		{dissolution: "2020年02月19日 認証取消し(法第43条第1項)", blank: true, want: codes.Revoked, on: term.On(2020, 2, 19)},
		{supervision: "2018年06月01日 改善命令(法第42条)\n2019年07月02日 設立認証の取消し(法第43条)", want: codes.Revoked, on: term.On(2019, 7, 2)},
		{supervision: "2018年06月01日 改善命令(法第42条)", want: codes.Active},
		{supervision: "2018年06月01日 督促(事業報告書等)\n2019年06月01日 過料事件通知", want: codes.Active},
		{supervision: "2021年04月01日 認定の取消し(法第67条)", want: codes.Active},
		{supervision: "2019年04月01日 改善命令(社員総会の決議を経ない定款の変更)", want: codes.Active},
		{supervision: "2019年04月01日 報告徴収(合併の手続の不備)", want: codes.Active},
	}
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		svc := service(db)
		var records [][]string
		for i, tt := range tests {
			records = append(records, row(i, func(p *intake.PortalRow) {
				p.Dissolution, p.Supervision = tt.dissolution, tt.supervision
				if tt.blank {
					p.Address = ""
				}
			}))
		}
		rep := load(t, svc, intake.Portal, write(t, "p_20260101.csv", portalHeader, records))
		if rep.Rows != len(tests) || rep.Created != len(tests) || rep.Closed != 4 {
			t.Errorf("%+v", rep)
		}
		byName := map[string]register.Detail{}
		for _, d := range everything(t, svc) {
			byName[d.Name] = d
		}
		for i, tt := range tests {
			d := byName[records[i][0]]
			if d.Status != tt.want || d.DissolvedOn != tt.on {
				t.Errorf("解散 %q 監督 %q: %s on %s, want %s on %s", tt.dissolution, tt.supervision, d.Status, d.DissolvedOn, tt.want, tt.on)
			}
			if want := "この法人は、次の目的を持つ。\n（１）学ぶこと。\n（２）\"遊ぶ\"こと,です。"; d.Purpose != want {
				t.Errorf("purpose %q, want %q", d.Purpose, want)
			}
			if d.Offices != "萩市架空１\n光市架空２" {
				t.Errorf("offices %q", d.Offices)
			}
			if tt.blank && d.Address.Prefecture != "山口県" {
				t.Errorf("a blank address is in %+v", d.Address)
			}
		}
		if n := len(answer(t, svc, register.Filter{Q: "次の目的 （２）"})); n != len(tests) {
			t.Errorf("a word across a line break: %d hits, want %d", n, len(tests))
		}
	})
}

// TestABadRowIsRejectedAndTheRestGoesIn: with its line and its reason.
func TestABadRowIsRejectedAndTheRestGoesIn(t *testing.T) {
	_, portal := files(t, 40, 12)
	portal[3][49] = "1234567890123"
	portal[5][9] = "2010/02/30"
	portal[7][12] = "×"
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		svc := service(db)
		rep := load(t, svc, intake.Portal, write(t, "p.csv", portalHeader, portal))
		want := []intake.Rejection{
			{Line: 5, Column: "法人番号", Reason: "検査用数字（チェックデジット）が合いません：「1234567890123」。"},
			{Line: 7, Column: "法人設立認証年月日", Reason: "日付として読めません：「2010/02/30」。"},
			{Line: 9, Column: "活動分野１", Reason: "「○」か空欄でなければなりません：「×」。"},
		}
		if d := cmp.Diff(want, rep.Rejected); d != "" || rep.Created != len(portal)-3 {
			t.Errorf("created %d of %d, rejected (-want +got):\n%s", rep.Created, len(portal), d)
		}
		if _, err := svc.ByNumber(context.Background(), portal[4][49]); err != nil {
			t.Errorf("a good row is missing: %v", err)
		}
	})
}
