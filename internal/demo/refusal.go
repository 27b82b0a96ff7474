package demo

import (
	"strconv"

	"kyodo/internal/bank"
	"kyodo/internal/collaboration"
	"kyodo/internal/inquiry"
)

func within(limit int) string { return "more than " + strconv.Itoa(limit) }

func units(n int64) string { return strconv.FormatInt(n, 10) + " units" }

// The refusals name what is wrong with an invented record: nothing, or a test fails.
var (
	listingSays = &bank.Says{Kind: "kind", TitleMissing: "no title", BodyMissing: "no text", Choice: "no such choice", Number: "no such number",
		Amount: "no such amount", Day: "no day", City: "no such municipality", Field: "no such field", UnitMissing: "no unit", QuantityMissing: "no quantity",
		AreaMissing: "no place", PeriodMissing: "no period", PeriodOrder: "ends before it begins", DeadlineOrder: "deadline after the end", LotteryDeadline: "lots after the end", Over: "over",
		RenewUntil: "no day to prolong to", AdvertiseMissing: "no last day", MeritMissing: "no merit", BeneficiaryMissing: "nobody benefits",
		LeastMost: "least and most", PersonalNumber: "a personal number", ReasonMissing: "no reason", CodeMissing: "no code", NoOrganization: "no organization",
		Missing: "missing", Long: within, Many: within, TakenAlready: units}
	inquirySays = &inquiry.Says{ForMissing: "for whom", UseMissing: "what for", Quantity: "no such quantity", Day: "no day", BodyMissing: "no text",
		NotPublished: "no profile", NotOpen: "not open", NotForYou: "kept by the centre", Own: "their own", TooMany: "three wait already", Already: "asked already",
		CodeMissing: "no code", NoteMissing: "no note", LessLeft: "less is left",
		WrongForm: "another kind", Uncertified: "not certified", Past: "past", MoreThanAsked: "more than was asked", Long: within, Least: units, Most: units}
	collaborationSays = &collaboration.Says{Day: "no day", FutureDay: "a day to come", Quantity: "no such quantity", BodyMissing: "no text", Score: "no such score",
		CodeMissing: "no code", NoteMissing: "no note", Already: "said already", Long: within}
)
