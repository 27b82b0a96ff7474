package policyweb

import (
	"net/http"
	"testing"

	"kyodo/internal/policy"
	"kyodo/internal/sqldb/dbtest"
	"kyodo/internal/term"
)

// BenchmarkYear draws the public table with one change in the year, as a visitor asks for it.
func BenchmarkYear(b *testing.B) {
	w := newTown(b, dbtest.SQLite(b))
	w.moveByForm(b, policy.Move{Item: "bank", Kind: "O", From: policy.Center, To: policy.Prefecture, On: term.On(2026, 12, 1), Why: "理由"})
	visitor := w.as("")
	b.ReportAllocs()
	for b.Loop() {
		if rec := visitor.get("/programme/2026"); rec.Code != http.StatusOK {
			b.Fatal(rec.Code)
		}
	}
}
