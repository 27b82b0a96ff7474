package registerweb

import (
	"kyodo/internal/register"
	"kyodo/internal/web"
)

// profileWords are the texts of the profile's pages in one language. The names of the items stand
// with the items, in package register.
type profileWords struct {
	// on the organization's page
	Title, Write, Undecided, Sites, SeenBy string

	// overview
	PageTitle, Lead, NotYet, IsPublic, IsHidden, MissingTitle, MissingLead string
	Nothing, Edit, StepsTitle, History, HistoryEmpty, PublishTitle         string
	PublishLead, ReadTerms, Agree, Publish, Hide, HideLead, OwnerPublishes string
	ProxyTitle, ProxyLead, Withheld, BackToPage, BackToProfile             string
	Saved, Published, Hidden, Undone                                       string
	Lacks                                                                  map[string]string
	StepOf                                                                 func(title string, n, of int) string
	Steps                                                                  map[string]string
	StepLeads                                                              map[string]string

	// form
	Save, SaveMore, Remove, SiteName, SiteCity, SiteStreet, SiteContact, SitePhone string
	SiteTitle                                                                      func(n int) string
	SitesEmpty, NewSite, Channel, Consent, ConsentedOn, ConsentHint                string

	// conflict
	ConflictTitle, ConflictLead, ConflictCaption, ConflictItem, ConflictYours, ConflictTheirs, Empty string

	// revisions
	RevisionCaption, ColWhen, ColWho, ColWhat, ColUndo, Undo, UndoneAt, RevisionsTitle, RevisionsLead string
	Version                                                                                           func(n int) string
	ConsentOf                                                                                         func(channel, who, on string) string

	Says register.ProfileSays
}

// profileWordsIn returns the words of a language.
func profileWordsIn(l web.Lang) *profileWords {
	if l == web.EN {
		return &englishProfile
	}
	return &japaneseProfile
}

// lack words what a profile lacks.
func (w *profileWords) lack(name string) string { return w.Lacks[name] }
