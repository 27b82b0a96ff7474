package inquiry

import (
	"slices"

	"kyodo/internal/bank"
	"kyodo/internal/register"
	"kyodo/internal/sqldb"
	"kyodo/internal/term"
)

// Misfit is a condition of a listing that an organization does not meet.
type Misfit string

// The misfits. A published profile is asked of everybody who inquires; the level of disclosure
// (情報開示レベル) is not kept here, so the owner judges it.
const (
	WrongForm   Misfit = "form"      // another kind of organization (法人格)
	Uncertified Misfit = "certified" // no 認定・特例認定 today
)

// Misfits are the conditions of a listing that an organization does not meet today.
func Misfits(tx *sqldb.Tx, l *bank.Listing, org register.ID) (list []Misfit, err error) {
	c := &l.Conditions
	if len(c.Legal) == 0 && !c.Certified {
		return nil, nil
	}
	o, err := register.ByIDTx(tx, org)
	if err != nil {
		return nil, err
	}
	if len(c.Legal) > 0 && !slices.Contains(c.Legal, o.Kind) {
		list = append(list, WrongForm)
	}
	over := !o.ApprovedUntil.IsZero() && o.ApprovedUntil.Before(term.Of(tx.Now))
	if c.Certified && (o.Approval == register.NoApproval || over) {
		list = append(list, Uncertified)
	}
	return list, nil
}
