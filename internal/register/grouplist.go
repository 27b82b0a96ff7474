package register

// Consent is what is known of a body's consent to be shown, where only a list speaks for it.
type Consent string

// The states of consent.
const (
	ConsentNone    Consent = ""        // nothing asks for it
	ConsentOpen    Consent = "open"    // 公開可
	ConsentUnknown Consent = "unknown" // 未確認
	ConsentRefused Consent = "refused" // 不可
)

// withholds says that the body is shown to officers alone.
func (c Consent) withholds() bool { return c == ConsentUnknown || c == ConsentRefused }
