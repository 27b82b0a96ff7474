package account

import (
	"context"
	"time"

	"kyodo/internal/term"
)

// words are what the service says to people: about their input, and in mails.
type words struct {
	NoName, LongName, LongText             string
	BadMail, MailTaken, BadPhone, BadLang  string
	NoReason, StaffReset                   string
	NoUnit, NoTitle, NoRoles               string
	BadScope, BadPeriod                    string
	Held, NotActive, OutsidePost           string
	WrongPassword, PasswordFree            string
	PasswordLong, PasswordCommon, OwnWords string
	PasswordShort                          func(least int) string
	WrongCode                              string
	LastFactor                             string
	LinkedElsewhere                        string
	NotYourself                            string
	NoMail                                 string
	TicketGone                             string
	SubjectInvite, LineInvite, ActInvite   string
	SubjectNotice, NoticeNotYou, ActNotice string
	NewDevice, NewPassword, NewFactor      string
	NewMail                                string
	HandOverFirst                          string
	SubjectErasure, ErasureBack            string
	ErasureReason                          string // of an erasure that the person asked for, in the log
	ErasureAsked                           func(on term.Date) string
	ErasureOn                              func(on term.Date) string
	NoticeAt                               func(at time.Time) string
	InviteFor                              func(unit, title string) string
	Until                                  func(at time.Time) string
	Transfer                               transferWords
	Duty                                   dutyWords
}

// transferWords are what is said about rows of a 人事異動.
type transferWords struct {
	NoHeader, NoWho, NoFrom, NoTo, BadDate, NoDate string
	Unknown, TwoPosts, NoPost                      func(what string) string
	NotHeld, Suspended, Twice, Nothing, TooMany    string
	NoNewPerson                                    string
}

// in returns the words of the reader's language.
func in(ctx context.Context) *words {
	if lang, _ := ctx.Value(speaks{}).(string); lang == "en" {
		return &en
	}
	return &ja
}

// wordsOf returns the words of a person's language.
func wordsOf(lang string) *words {
	if lang == "en" {
		return &en
	}
	return &ja
}

// clock writes a moment in Japan.
func clock(at time.Time) string { return at.In(term.JST()).Format("15:04") }
