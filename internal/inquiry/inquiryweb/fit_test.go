package inquiryweb

import (
	"testing"

	"kyodo/internal/bank"
	"kyodo/internal/codes"
	"kyodo/internal/sqldb"
	"kyodo/internal/sqldb/dbtest"
)

// Who does not meet a listing's conditions is told which before they write anything.
func TestConditionsAreSaidBeforeTheForm(t *testing.T) {
	dbtest.Run(t, func(t *testing.T, db *sqldb.DB) {
		w := newWorld(t, db)
		l := w.listed(bank.Start{Direction: bank.Offer, Organization: w.company, Kind: "G2", Channel: "web", Content: bank.Content{Title: "会議机の寄贈【架空】",
			Body: "事務所の移転で使わなくなりました。", Detail: map[string]string{"condition": "good"}, Quantity: 10, Unit: "台", City: "35203", Audience: bank.Everybody, Standing: true,
			Conditions: bank.Conditions{Legal: []codes.Kind{codes.NPO}, Certified: true}}})
		b := w.as(w.asker)
		b.get(l.Path()+"/ask", 200)
		b.contains(wMisfit.In(jp), wWrongForm.In(jp)+codes.NPO.Label().Ja+"。", saysJA.Uncertified)
		b.lacks(wSend.In(jp) + "</button>")
		b.english(l.Path() + "/ask")
		plain := w.tables()
		b.get(plain.Path()+"/ask", 200)
		b.contains(wSend.In(jp))
	})
}
