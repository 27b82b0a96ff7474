package app

import (
	"context"

	"kyodo/internal/bank"
	"kyodo/internal/bank/bankweb"
	"kyodo/internal/homeweb"
	"kyodo/internal/register"
)

// stock is how much everybody finds in the bank, for the front page.
func (a *App) stock() (homeweb.Bank, error) {
	offers, err := a.Bank.Search(bank.Filter{Direction: bank.Offer, Limit: 1, Bare: true})
	if err != nil {
		return homeweb.Bank{}, err
	}
	needs, err := a.Bank.Search(bank.Filter{Direction: bank.Need, Limit: 1, Bare: true})
	return homeweb.Bank{Offers: offers.Total, Needs: needs.Total, Version: needs.Seq}, err
}

// answers is how an organization answers inquiries, for the pages of its listings.
func (a *App) answers(ctx context.Context, org register.ID) (bankweb.Answers, error) {
	rate, err := a.Inquiries.Rate(ctx, org)
	return bankweb.Answers(rate), err
}
