package member

import (
	"kyodo/internal/register"
	"kyodo/internal/term"
)

// letter is a mail's own part: what its subject is, what it says, where it leads.
type letter struct {
	Subject  string
	Lines    []string
	Deadline term.Date
	Action   string
	Path     string
}

// mailWords are the mails of the package in one language. A subject never holds what users wrote.
type mailWords struct {
	Received           func(name, id string) letter
	Returned, Declined func(name, reason, id string) letter
	Approved           func(name string, org register.ID) letter
	Contested          func(name string, org register.ID) letter
	Confirmed          func(name string, org register.ID) letter
	ClaimDeclined      func(name, reason, id string) letter
	SuccessionAccepted func(name string, begins term.Date, org register.ID) letter
	SuccessionDeclined func(name, reason string, org register.ID) letter
	NewOwner           func(name string, begins term.Date, org register.ID) letter
	OwnerBegins        func(name string, begins term.Date, org register.ID) letter
	Ended              func(name string) letter
}

// mailWordsIn returns the mails in a person's language.
func mailWordsIn(lang string) *mailWords {
	if lang == "en" {
		return &mailsEN
	}
	return &mailsJA
}

// Paths of the pages to which the mails lead; package memberweb serves them.
const (
	MyPath           = "/my"
	ApplicationsPath = "/my/applications/"
	ClaimsPath       = "/my/claims/"
	ManagePath       = "/my/orgs/"
)
