package app

import (
	"kyodo/internal/account"
	"kyodo/internal/register"
	"kyodo/internal/register/upkeepweb"
	"kyodo/internal/sqldb"
)

// upkeep mounts the pages by which officers keep the register in order, and tells the register who
// acts for an organization.
func (a *App) upkeep() {
	a.Register.People = func(tx *sqldb.Tx, oid register.ID) (int, error) {
		list, err := a.Accounts.MembersOf(tx, account.Scope{Kind: account.OfOrganization, ID: string(oid)})
		return len(list), err
	}
	upkeepweb.Mount(a.Site, a.Register)
}
