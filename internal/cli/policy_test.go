package cli_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kyodo/internal/account"
	"kyodo/internal/audit"
	"kyodo/internal/cli"
	"kyodo/internal/id"
	"kyodo/internal/policy"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

var updateWhy = flag.Bool("update", false, "write the goldens anew")

// officers makes an officer of the lead division and one of the centre, whose duty moves in April 2027.
func officers(t *testing.T, dsn string) (prefecture account.PersonID) {
	t.Helper()
	db, ids, ctx := dbtest.Open(t, dsn), &id.Source{}, context.Background()
	table := policy.Default()
	people := &account.Service{DB: db, IDs: ids, Audit: audit.Log{IDs: ids}, Key: make([]byte, 32), Staff: table.Staff}
	by := audit.By{Actor: audit.Console}
	for mail, role := range map[string]string{"ken@example.jp": "PREF_LEAD", "center@example.jp": "CENTER_ADMIN"} {
		person, err := people.CreatePerson(ctx, by, account.PersonInput{Name: "山口 花子", Kana: "ヤマグチ ハナコ", Email: mail})
		if err != nil {
			t.Fatal(err)
		}
		post, err := people.CreatePost(ctx, by, account.PostInput{Unit: "所属", Title: "主任", Scope: account.Scope{Kind: account.OfPrefecture}, Roles: []string{role}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := people.Appoint(ctx, by, post, person, term.Of(dbtest.Now()), term.Date{}); err != nil {
			t.Fatal(err)
		}
		if role == "PREF_LEAD" {
			prefecture = person
		}
	}
	move := policy.Move{Item: "bank", Kind: "O", From: policy.Center, To: policy.Prefecture, On: term.On(2027, 4, 1), Why: "理由"}
	if _, err := policy.New(db, ids, audit.Log{IDs: ids}).Change(ctx, by, move, policy.Says{}); err != nil {
		t.Fatal(err)
	}
	return prefecture
}

// TestPolicyWhy compares what operators read with a golden file, and the exit codes.
func TestPolicyWhy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		prefecture := officers(t, dsn)
		var b strings.Builder
		for _, args := range [][]string{
			{"ken@example.jp", "duty.report", "duty:bank/F", "--at=2026-11-24"},
			{"ken@example.jp", "duty.report", "duty:bank/O", "--at=2026-11-24"},
			{"ken@example.jp", "duty.report", "duty:bank/O", "--at=2027-04-01"},
			{"center@example.jp", "duty.report", "duty:bank/O", "--at=2027-03-31"},
			{"center@example.jp", "duty.report", "duty:bank/O", "--at=2027-04-01"},
			{string(prefecture), "person.suspend", "person:" + string(prefecture), "--at=R8.11.24"},
			{string(prefecture), "matrix.change", "-", "--at=2026-11-24"},
			{string(prefecture), "matrix.change", "-", "--at=2026-11-24", "--one-factor"},
			{string(prefecture), "matrix.change", "-", "--at=2026-11-22"},
			{"ken@example.jp", "my.view", "-", "--at=2026-11-24"},
			{"-", "my.view", "-"},
			{"nobody@example.jp", "my.view", "-"},
			{"-", "no.action", "-"},
			{"-", "my.view", "organization:none"},
			{"-", "my.view", "thing:1"},
		} {
			var out, errs bytes.Buffer
			code := cli.Run(append([]string{"--database=" + dsn, "policy", "why"}, args...), strings.NewReader(""), &out, &errs)
			fmt.Fprintf(&b, "$ kyodo policy why %s\n%s%sexit %d\n\n", strings.Join(args, " "), &out, &errs, code)
		}
		got := strings.ReplaceAll(b.String(), string(prefecture), "PERSON")
		for _, line := range strings.Split(got, "\n") { // ids are new each time
			if f := strings.Fields(line); len(f) > 0 && id.Valid(strings.TrimSuffix(f[0], ":")) {
				got = strings.ReplaceAll(got, f[0], "PERSON")
			} else if n := len(f); n > 1 && f[n-2] == "post" && id.Valid(f[n-1]) {
				got = strings.ReplaceAll(got, f[n-1], "POST")
			}
		}
		const name = "testdata/why.golden"
		if *updateWhy {
			if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestPolicyPrint(t *testing.T) {
	dsn := dbtest.SQLite(t)
	officers(t, dsn)
	run := func(args ...string) string {
		var out, errs bytes.Buffer
		if code := cli.Run(append([]string{"--database=" + dsn, "policy", "print"}, args...), strings.NewReader(""), &out, &errs); code != 0 {
			t.Errorf("%v: exit %d: %s", args, code, &errs)
		}
		return out.String()
	}
	if got := run("--at=2027-03-31"); got != policy.PlanMatrix().Print() {
		t.Errorf("until March it is not the plan's:\n%s", got)
	}
	if got := run("--at=2027-04-01"); !strings.Contains(got, "システム仕様作成 【経費負担・委託】 【システム運用管理】\t詳細仕様作成・発注\t") {
		t.Errorf("from April:\n%s", got)
	}
	if got := run("--permissions"); !strings.Contains(got, "matrix.change\tPREF_LEAD\tany") {
		t.Errorf("the permission table:\n%s", got)
	}
}
