package e2e

import (
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"

	"kyodo/internal/sqldb"
)

// paperPage is one page among the objects of a PDF.
var paperPage = regexp.MustCompile(`/Type\s*/Page\b`)

// ownListing leads from the list of one's own listings to one of them.
var ownListing = regexp.MustCompile(`href="(/my/listings/[0-9a-z]{16})"`)

// The paper of the sheets in inches: A4.
const (
	paperWidth  = 8.27
	paperHeight = 11.69
)

// printed is how many sheets of A4 the open page takes, and the PDF of them.
func (p *tab) printed(t testing.TB) (int, []byte) {
	t.Helper()
	yes := true
	pdf := command(t, p, page.PrintToPDF, page.PrintToPDFParams{PaperWidth: paperWidth, PaperHeight: paperHeight, PreferCSSPageSize: &yes}).Data
	return len(paperPage.FindAll(pdf, -1)), pdf
}

// TestSheetsAreOnePage: the sheet of the listing with the most words, and of the one with the fewest, and what is
// attached to a 稟議 take one A4 each; the public ones in both languages. The public sheet has its QR code.
func TestSheetsAreOnePage(t *testing.T) {
	b := chromium(t)
	p := newPassing(t)
	company := p.enters(t, "CO_OWNER")
	type sheet struct {
		name, path, cookie string
		qr                 bool
	}
	sheets := []sheet{
		{"the longest", "/bank/" + p.wordiest(t, "DESC") + "/sheet", "", true},
		{"the shortest", "/bank/" + p.wordiest(t, "ASC") + "/sheet", "", true},
		{"the longest, signed in", "/bank/" + p.wordiest(t, "DESC") + "/sheet", p.enters(t, "CENTER_COORD"), true},
	}
	mine, err := fetchPage(http.MethodGet, p.origin+"/my/listings", "", company)
	if err != nil {
		t.Fatal(err)
	}
	own := ownListing.FindAllStringSubmatch(string(mine.html), -1)
	if len(own) == 0 {
		t.Fatal("the company has no listing")
	}
	for i, m := range own {
		sheets = append(sheets, sheet{fmt.Sprintf("approval %d", i+1), m[1] + "/approval-sheet", company, false})
	}
	for _, x := range sheets {
		for _, lang := range []string{"ja", "en"} {
			if !x.qr && lang == "en" {
				continue // a 稟議 is written in Japanese; English words may take more than the page
			}
			t.Run(x.name+" "+lang, func(t *testing.T) {
				r := b.tab(t)
				r.carry(t, p.origin, x.cookie)
				if status := r.open(t, listed{path: x.path}.in(p.origin, lang)); status != http.StatusOK {
					t.Fatalf("%s: status %d", x.path, status)
				}
				pages, pdf := r.printed(t)
				if pages != 1 {
					file := artifact(t, "sheets", strings.ReplaceAll(x.name, " ", "-")+"-"+lang+".pdf")
					if err := os.WriteFile(file, pdf, 0o644); err != nil {
						t.Error(err)
					}
					t.Errorf("%s takes %d pages, see %s", x.path, pages, file)
				}
				const drawn = `[...document.querySelectorAll("main img")].some(i => i.src.startsWith("data:image/png") && i.naturalWidth > 0 && i.alt !== "")`
				if x.qr && !eval[bool](t, r, drawn) {
					t.Errorf("%s has no QR code", x.path)
				}
			})
		}
	}
}

// TestPrintedCounts is the control of printed: two pages are two.
func TestPrintedCounts(t *testing.T) {
	srv := newSample(t)
	p := chromium(t).tab(t)
	p.open(t, srv.URL+"/good")
	if got, _ := p.printed(t); got != 1 {
		t.Errorf("a short page takes %d", got)
	}
	eval[bool](t, p, `(() => { document.querySelector("h1").style.breakBefore = "page"; document.querySelector("form").style.breakBefore = "page"; return true })()`)
	if got, _ := p.printed(t); got != 2 {
		t.Errorf("a page with a break takes %d", got)
	}
}

// wordiest is the public listing with the most words ("DESC"), or with the fewest ("ASC").
func (p *passing) wordiest(t *testing.T, order string) (id string) {
	t.Helper()
	found := false
	err := p.db.View(t.Context(), func(tx *sqldb.Tx) (err error) {
		id, found, err = sqldb.One(tx, func(r sqldb.Row) (id string, err error) { return id, r.Scan(&id) }, `SELECT id FROM listing WHERE state = 'open' AND audience = 'public'
ORDER BY length(title) + length(body) + length(detail) + length(merit_company) + length(merit_group) + length(handover_note) + length(cost_note) `+order+`, id LIMIT 1`)
		return err
	})
	if err != nil || !found {
		t.Fatalf("the demo has a public listing: %v, %v", found, err)
	}
	return id
}
