package app

import (
	"kyodo/internal/bank/postweb"
	"kyodo/internal/candidate/candidateweb"
)

// posting is what the pages of the bank's owners show of the other packages.
func (a *App) posting() postweb.Config {
	return postweb.Config{Asked: a.Inquiries.CountOpen, Suggest: candidateweb.Suggest(a.Candidates)}
}
