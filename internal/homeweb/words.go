package homeweb

import (
	"kyodo/internal/register"
	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// words are the texts of the front page and the doors in one language. The long texts of the
// footer pages are documents of their own.
type words struct {
	Front     frontWords
	Companies companyWords
	Groups    groupWords
	Contact   contactWords

	About, Easy, Terms, Privacy, Accessibility, Sources string // titles and footer entries

	EasyBadge string // the link from a page to its やさしい日本語 version
	OnPage    string // name of the list of a page's sections
	Events    map[register.EventKind]event
	Happened  event // what has no word of its own
}

// event names what happened to an organization.
type event struct {
	Word string
	Tone ui.Tone
}

// event returns the word for what happened.
func (w *words) event(k register.EventKind) (string, ui.Tone) {
	e, ok := w.Events[k]
	if !ok {
		e = w.Happened
	}
	return e.Word, e.Tone
}

type frontWords struct {
	Description, Title, Lead, SearchLabel, SearchHint string
	ByConditions, EasyGuide                           string
	Doors, Notice                                     string
	Company, Group                                    door
	Numbers, Active, NPO, Approved, Ended             string
	AsOf                                              func(date string) string
	Paren                                             func(string) string // in brackets
	News, NewsLead, FormerName, AllNews, Feed         string
	Map, MapLead, MapLabel, Legend, Few, Many, Table  string
	Place, Unit                                       string
	Outside                                           func(n string) string
	EmptyTitle, EmptyWhy, EmptyNext                   string
	Bank, BankLead, BankMore, Offers, Needs           string
	SeeOffers, SeeNeeds                               string
}

// door is one of the two doors of the front page.
type door struct {
	Title, Text string
	Steps       []ui.Link
	More        string
}

type companyWords struct {
	Title, Description, Lead                       string
	Find, FindText, Field, City, AnyField, AnyCity string
	NPOOnly, Search, NoFields                      string
	Interests, InterestsText                       string
	Read, ReadText                                 string
	Facts                                          []fact
	Approval, ApprovalText                         string
	Levels                                         []fact
	LevelsNote, ApprovedList                       string
	Check, CheckText                               string
	Checks                                         []string
	Data, DataText                                 string
	DataLinks                                      []ui.Link
	DataNote                                       string
	Bank, BankText                                 string
	BankLinks                                      []ui.Link
	Count                                          func(n string) string // behind an option
}

type groupWords struct {
	Title, Description, Lead                string
	Find, FindText, SearchLabel, SearchHint string
	Missing                                 string
	Reasons                                 []fact
	Check, CheckText                        string
	Checks                                  []string
	Fix, FixText                            string
	Steps                                   []string
	FixNote                                 string
	How, HowText                            string
	Path                                    []string
	HowNote                                 string
	Filing, FilingText                      string
	Filings                                 []string
	FilingNote                              string
	Bank, BankText                          string
	BankLinks                               []ui.Link
}

// fact is a term and what it means.
type fact struct{ Term, Text string }

type contactWords struct {
	Title, Operator, Reach, Unset, UnsetText string
	NoName                                   string // stands for the operator where no name is set
}

// wordsIn returns the words of a language.
func wordsIn(l web.Lang) *words {
	if l == web.EN {
		return &english
	}
	return &japanese
}
