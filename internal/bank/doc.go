// Package bank is the 社会貢献バンク (plan section 3(1)): what organizations can give and what they
// need, from the draft to the last unit given. It knows no inquiry: who asks is package inquiry's.
package bank
