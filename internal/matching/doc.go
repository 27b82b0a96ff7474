// Package matching says which offers suit a need and which needs suit an offer, and why. It holds
// no database and no clock, and the same input gives the same answer on every machine.
//
// Each criterion has one of three verdicts: meets, fails, unknown. What is unknown adds nothing and
// becomes a question to ask by telephone; what fails a hard criterion is no candidate. Points are
// whole numbers of a public table (Weights); a need that nobody has asked for yet rises by a public
// weight of equity.
package matching
