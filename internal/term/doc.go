// Package term holds the dates that the plan and the law speak: civil dates with
// their Japanese era, fiscal years, periods as coarse as a third of a month or
// open at the end, public holidays, business days, and the deadlines of the law.
//
// It reads no clock and knows no database. A Date is a day in Japan and has no
// time zone; Of turns an instant into the day it is in Japan.
package term
