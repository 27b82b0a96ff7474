package mail

import (
	"strings"

	"kyodo/internal/term"
)

// Frame is what every mail of the site has around its own lines.
type Frame struct {
	SiteName   string
	SiteNameEn string
	BaseURL    string // the site's public address, without a slash at the end
	Demo       bool   // says in every mail that nothing in it is real
}

// Letter is one mail's own part: who did what, by when an answer is needed, and one link.
type Letter struct {
	English  bool
	To       string // whom it is for, such as a name; "" leaves the line out
	Lines    []string
	Deadline term.Date // zero = none
	Action   string    // what the link is for, such as パスワードを決める
	Path     string    // of the link, from the root of the site; "" = no link
}

// Compose returns the text of a mail: the demo's notice, the addressee, the lines, the deadline,
// the link, the site's name. What users wrote cannot add lines but inside an element of Lines.
func (f Frame) Compose(l Letter) string {
	w, site := ja, f.SiteName
	if l.English {
		w, site = en, f.SiteNameEn
	}
	var parts []string
	if f.Demo {
		parts = append(parts, w.Demo)
	}
	if to := oneLine(l.To, maxSubject); to != "" {
		parts = append(parts, w.Dear(to))
	}
	var own []string
	for _, line := range l.Lines {
		own = append(own, strings.TrimSpace(lines(line)))
	}
	parts = append(parts, strings.Join(own, "\n"))
	if !l.Deadline.IsZero() {
		day := l.Deadline.Both()
		if l.English {
			day = l.Deadline.English()
		}
		parts = append(parts, w.Deadline(day))
	}
	if l.Path != "" {
		action := oneLine(l.Action, maxSubject)
		if action == "" {
			action = w.Open
		}
		parts = append(parts, w.Link(action)+"\n"+f.BaseURL+l.Path)
	}
	parts = append(parts, "――――\n"+site+"\n"+f.BaseURL+"/\n"+w.Automatic)
	return strings.Join(parts, "\n\n") + "\n"
}
