package accountweb

import (
	"encoding/json"
	"net/http"
	"strings"

	"kyodo/internal/web"
	"kyodo/internal/web/ui"
)

// passkeys says whether this site can have passkeys.
func (p *pages) passkeys() bool { return p.svc.PasskeysOff() == "" }

// ask answers the script with a question for the browser, and the secret under which the answer
// will be looked for.
func ask(w http.ResponseWriter, r *web.Request, options []byte, ceremony string, err error) error {
	if status, says, ok := refused(w, r, err, wBadPasskey); ok {
		return answerJSON(w, status, map[string]string{"error": says})
	} else if err != nil {
		return err
	}
	return answerJSON(w, http.StatusOK, map[string]any{"ceremony": ceremony, "options": json.RawMessage(options)})
}

// credential is the browser's answer, as the script put it into the form.
func credential(r *web.Request) (ceremony string, answer *strings.Reader) {
	return r.PostFormValue("ceremony"), strings.NewReader(r.PostFormValue("credential"))
}

func (p *pages) passkeyOptions(w http.ResponseWriter, r *web.Request) error {
	options, ceremony, err := p.svc.BeginPasskeySignIn(r.Context())
	return ask(w, r, options, ceremony, err)
}

// signInPasskey takes the answer of a passkey, which is all factors in one.
func (p *pages) signInPasskey(w http.ResponseWriter, r *web.Request) error {
	ceremony, answer := credential(r)
	in, err := p.svc.FinishPasskeySignIn(r.Context(), r.By(), attempt(r), ceremony, answer)
	if status, says, ok := refused(w, r, err, wBadPasskey); ok {
		return p.showSignIn(w, r, status, ui.Bad, says)
	} else if err != nil {
		return err
	}
	return p.enter(w, r, in.Token, wanted(r))
}
