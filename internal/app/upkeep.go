package app

import (
	"kyodo/internal/account"
	"kyodo/internal/register"
	"kyodo/internal/register/upkeepweb"
	"kyodo/internal/sqldb"
)

// upkeep mounts the pages by which officers keep the register in order, and tells the register who
// acts for an organization: they go along when it is merged into another.
func (a *App) upkeep() {
	a.Register.People = func(tx *sqldb.Tx, oid register.ID) (int, error) {
		list, err := a.Accounts.MembersOf(tx, account.Scope{Kind: account.OfOrganization, ID: string(oid)})
		return len(list), err
	}
	a.Register.Uniting = append(a.Register.Uniting, a.Member.Unite)
	a.Register.Parting = append(a.Register.Parting, a.Member.Part)
	a.Accounts.Joined = append(a.Accounts.Joined, a.Member.Joined)
	upkeepweb.Mount(a.Site, a.Register)
}
