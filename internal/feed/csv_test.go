package feed_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/japanese"
	"pgregory.net/rapid"

	"kyodo/internal/feed"
)

func TestCSVBytes(t *testing.T) {
	var b bytes.Buffer
	c := feed.NewCSV(&b, feed.UTF8, "名称", "備考")
	for _, row := range [][]string{{"光の会", ""}, {`"光", 萩`, "一行目\r\n二行目"}, {" 空白", "=HYPERLINK(\"x\")"}} {
		if err := c.Row(row...); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Flush(); err != nil {
		t.Fatal(err)
	}
	want := "\uFEFF名称,備考\r\n光の会,\r\n\"\"\"光\"\", 萩\",\"一行目\n二行目\"\r\n\" 空白\",\"'=HYPERLINK(\"\"x\"\")\"\r\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if c.Rows() != 3 {
		t.Errorf("Rows() = %d, want 3", c.Rows())
	}
}

func TestGuard(t *testing.T) {
	for _, tt := range []struct{ cell, want string }{
		{"", ""}, {"光の会", "光の会"}, {"=1+1", "'=1+1"}, {"@home", "'@home"}, {"\tx", "'\tx"}, {"\rx", "'\rx"},
		{"+81-83-933-0000", "'+81-83-933-0000"}, {"-", "'-"}, {"--1", "'--1"}, {"-5", "-5"}, {"+0.5", "+0.5"}, {"-1.", "'-1."},
		{"'quoted'", "'quoted'"}, {"'=1", "''=1"}, {"''-5", "'''-5"}, {"2026-11-22", "2026-11-22"},
	} {
		if got := feed.Guard(tt.cell); got != tt.want {
			t.Errorf("Guard(%q) = %q, want %q", tt.cell, got, tt.want)
		}
	}
}

// Whatever a cell holds, another program reads it back after Unguard, and no cell runs.
func TestEveryCellComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := rapid.SliceOfN(rapid.StringMatching(`['=+\-@\t ,"0-9.a光髙\n]{0,6}`), 3, 3).Draw(t, "cells")
		var b bytes.Buffer
		c := feed.NewCSV(&b, feed.UTF8, "a", "b", "c")
		c.Row(cells...)
		c.Flush()
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\uFEFF")))
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		got := rows[1]
		for i, cell := range got {
			if len(cell) > 1 && strings.ContainsRune("=@\t\r", rune(cell[0])) {
				t.Errorf("cell %q would run", cell)
			}
			got[i] = feed.Unguard(cell)
		}
		if diff := cmp.Diff(cells, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

func TestCP932ReportsWhatItLoses(t *testing.T) {
	var b bytes.Buffer
	c := feed.NewCSV(&b, feed.CP932, "名称", "所在地")
	c.Row("髙﨑の会", "山口市")
	c.Row("𠮷田の会", "光市𠮷")
	c.Row("葛\U000E0100飾", "〜①㈱")
	c.Flush()
	text, err := japanese.ShiftJIS.NewDecoder().String(b.String())
	if err != nil {
		t.Fatal(err)
	}
	want := "名称,所在地\r\n髙﨑の会,山口市\r\n〓田の会,光市〓\r\n葛飾,～①㈱\r\n"
	if diff := cmp.Diff(want, text); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	losses := []feed.Loss{
		{Rune: '𠮷', Count: 2, Places: []feed.Place{{Row: 2, Column: "名称"}, {Row: 2, Column: "所在地"}}},
		{Rune: 0xE0100, Count: 1, Places: []feed.Place{{Row: 3, Column: "名称"}}},
	}
	if diff := cmp.Diff(losses, c.Losses().List()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if c.Losses().Total() != 3 {
		t.Errorf("Total() = %d, want 3", c.Losses().Total())
	}
}
