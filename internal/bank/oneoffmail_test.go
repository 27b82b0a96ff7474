package bank

import (
	"strings"
	"testing"
	"unicode"

	"kyodo/internal/codes"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// A form that anybody may send to any address carries nothing that was typed into the mail, and all its
// mails are in the language of the form.
func TestTheMailsOfAOneOffForm(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, dsn string) {
		f := newFirm(t, dsn)
		ctx := t.Context()
		for _, english := range []bool{false, true} {
			in := OneOffInput{Name: "今すぐ電話 03-0000-0000", City: "35203", Person: "カナリヤ http://bad.example", Phone: "083-922-0000", Mail: "somebody@example.jp",
				Kind: codes.Undecided, What: "Chairs", Terms: true, Pledge: true, English: english}
			token := must(f.OfferOnce(ctx, superior, in, &OneOffSays{}, says()))(t)
			l := must(f.ByOneOff(ctx, token))(t)
			if err := f.Return(ctx, f.owner, l.ID, l.Version, "Please call.", says()); err != nil {
				t.Fatal(err)
			}
			var mails []string
			err := f.DB.View(ctx, func(tx *sqldb.Tx) (err error) {
				mails, err = sqldb.All(tx, sqldb.Text, `SELECT to_name || ' ' || subject || ' ' || body FROM mail WHERE ref = $1 ORDER BY id`, "listing/"+l.ID)
				return err
			})
			if err != nil || len(mails) != 2 {
				t.Fatalf("%d mails, %v", len(mails), err)
			}
			for i, text := range mails {
				for _, typed := range []string{"今すぐ", "03-0000", "カナリヤ", "bad.example"} {
					if strings.Contains(text, typed) {
						t.Errorf("mail %d holds what was typed: %s", i, text)
					}
				}
				if japanese := strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) }); japanese == english {
					t.Errorf("mail %d, English %v: %s", i, english, text)
				}
			}
		}
	})
}
