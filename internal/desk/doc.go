// Package desk is the coordinator's desk: who waits for whom, consultations, deputies, referrals,
// and the figures of the bank (plan section 3(1); domain 1.16).
package desk
