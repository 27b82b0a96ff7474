package desk

// Says are the texts of refusals in the reader's language, by what is wrong.
type Says struct {
	Choice, SamePost, Day, FutureDay, Period, Content, Minutes, NextDay, NextAction, Caller, Reason, Answer, Target, Ref string
	Consent, ConsentedOn, Organization                                                                                   string
	Long                                                                                                                 func(limit int) string
}
