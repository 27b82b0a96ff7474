// Package candidate keeps the candidates for listings: matching in step with the bank, the register
// and past collaborations, and where a coordinator knows better.
package candidate
