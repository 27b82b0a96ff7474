package adminweb

import (
	"io"
	"net/http"

	"kyodo/internal/audit"
	"kyodo/internal/sqldb"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// head reads the newest signed head, "" while there is none.
func (p *pages) head(r *web.Request) (head string, err error) {
	err = p.view(r, func(tx *sqldb.Tx) (err error) { head, err = audit.Head(tx); return err })
	return head, err
}

// publicLog shows everyone the newest signed head of the log, and how it is checked. Whoever keeps
// it can show later that nothing was cut off or changed.
func (p *pages) publicLog(w http.ResponseWriter, r *web.Request) error {
	head, err := p.head(r)
	if err != nil {
		return err
	}
	l := r.Lang
	v := &page{Chrome: r.Chrome(), Title: wPublicLog.In(l), Lead: wPublicLead.In(l)}
	v.Head = ui.Head{Title: v.Title, Canonical: LogPath, Description: wPublicLead.In(l), Active: LogPath, Crumbs: []ui.Crumb{{Label: v.Title}}, Class: "prose"}
	if head == "" {
		v.rows(&table{None: wNoHead.In(l), NoneDo: wNoHeadDo.In(l)})
	} else {
		v.section("head", wNewestHead, preformatted(l, head), ui.DataButtons(l, []ui.Link{{Href: LogPath + "/head.txt", Label: wText.In(l)}}))
	}
	v.section("what", wWhatHead, paragraph(wWhatHeadText.In(l)))
	v.section("how", wHowHead, paragraph(wHowHeadText.In(l)), preformatted(l, "kyodo verify --anchor head.txt"), paragraph(wHowHeadResult.In(l)))
	return show(w, r, http.StatusOK, v)
}

// headText is the head alone, to be kept elsewhere.
func (p *pages) headText(w http.ResponseWriter, r *web.Request) error {
	head, err := p.head(r)
	if err != nil {
		return err
	}
	if head == "" {
		return missing("head of the log", "")
	}
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-cache")
	_, err = io.WriteString(w, head)
	return err
}
