package policyweb

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"kyodo/internal/policy"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// taker returns the body that gets a cell: one that has none of its kinds of duty.
func taker(i policy.Item, from string) string {
	for _, to := range policy.Bodies() {
		has := func(kind string) bool {
			return slices.ContainsFunc(i.Cell(to), func(d policy.DutyLine) bool { return d.Kind == kind })
		}
		if to != from && !slices.ContainsFunc(i.Cell(from), func(d policy.DutyLine) bool { return has(d.Kind) }) {
			return to
		}
	}
	return ""
}

// mayReport says whether the officer of a body may open and send the report on a duty.
func mayReport(t *testing.T, w *town, body, item, kind string) bool {
	t.Helper()
	year := term.FiscalYearOf(today(w))
	path := itemPath(year, item) + "/" + kind
	b := w.as(body)
	opened := b.get(path).Code
	form := url.Values{"content": {"進めています"}}
	from := path
	if opened != http.StatusOK {
		from = MatrixPath // the prefecture's officers have a token from there, others none: they are refused before it counts
	}
	sent := b.post(from, path, form).Code
	switch {
	case opened == http.StatusOK && sent == http.StatusSeeOther:
		return true
	case opened == http.StatusNotFound && sent == http.StatusNotFound:
		return false
	}
	t.Errorf("%s, %s: opening gives %d, sending %d", body, path, opened, sent)
	return false
}

// TestEachCellOfThePlanFlips moves each of the 24 cells to another body through the form, and sees
// over HTTP that what the people of both bodies may do changes at 0:00 of the day in Japan.
func TestEachCellOfThePlanFlips(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		w, flipped := newTown(t, dsn), 0
		for _, i := range policy.PlanMatrix().Items {
			for _, from := range policy.Bodies() {
				to := taker(i, from)
				if to == "" {
					t.Fatalf("nobody can take the cell %s %s", i.Slug, from)
				}
				var kinds []string
				for _, d := range i.Cell(from) {
					if !slices.Contains(kinds, d.Kind) {
						kinds = append(kinds, d.Kind)
					}
				}
				day := today(w).AddDays(1)
				why := fmt.Sprintf("%s の %s の役割を移すため", i.Name, policy.BodyLabel(from, "ja"))
				w.moveByForm(t, policy.Move{Item: i.Slug, From: from, To: to, On: day, Why: why})

				for _, at := range []struct {
					moment time.Time
					holder string
					other  string
				}{
					{day.Time().Add(-time.Second), from, to},
					{day.Time(), to, from},
				} {
					w.set(at.moment)
					for _, kind := range kinds {
						if !mayReport(t, w, at.holder, i.Slug, kind) || mayReport(t, w, at.other, i.Slug, kind) {
							t.Errorf("%s %s at %s: want %s allowed and %s refused", i.Slug, kind, at.moment, at.holder, at.other)
						}
					}
				}

				log := w.logged(t)
				last := log[len(log)-1]
				if last.Actor != "person-prefecture" || last.Post != "post-prefecture" || last.Reason != why || !strings.Contains(last.Detail, "on="+day.String()) {
					t.Errorf("%s %s: the log says %+v", i.Slug, from, last)
				}
				page := w.as("").get(yearPath(term.FiscalYearOf(day))).Body.String()
				for _, want := range []string{`id="change-` + day.String() + `"`, why, `id="before-` + day.String() + `"`, `id="after-` + day.String() + `"`,
					"県民生活課 主任", i.Cell(from)[0].Text + "が" + policy.BodyLabel(to, "ja") + "へ移る"} {
					if !strings.Contains(page, want) {
						t.Errorf("%s %s: the public page does not have %q", i.Slug, from, want)
					}
				}
				if strings.Contains(page, "Taro") {
					t.Error("the public page names a person")
				}
				flipped++
				for _, kind := range kinds { // back, so that the next cell is the plan's again
					w.moveByForm(t, policy.Move{Item: i.Slug, From: to, To: from, Kind: kind, On: day, Why: "計画のとおりに戻すため"})
				}
				if got := w.as("").get(yearPath(term.FiscalYearOf(day)) + "/roles.txt").Body.String(); got != policy.PlanMatrix().Print() {
					t.Fatalf("after the way back the table is not the plan's:\n%s", got)
				}
			}
		}
		if flipped != 24 {
			t.Errorf("%d cells flipped, want 24", flipped)
		}
	})
}
