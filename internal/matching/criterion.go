package matching

import "kyodo/internal/codes"

// Verdict is how a candidate stands in one criterion.
type Verdict string

// The verdicts.
const (
	Meets   Verdict = "meets"
	Fails   Verdict = "fails"
	Unknown Verdict = "unknown"
)

// Name is a criterion.
type Name string

// The criteria, in the order in which they are shown.
const (
	Kind        Name = "kind"
	Area        Name = "area"
	Period      Name = "period"
	Quantity    Name = "quantity"
	Eligibility Name = "eligibility"
	Fields      Name = "fields"
	Capacity    Name = "capacity"
	Text        Name = "text"
	Past        Name = "past"
)

// Criterion is one verdict with its points and its reason.
type Criterion struct {
	Name    Name
	Verdict Verdict
	Points  int
	Says    codes.Label
}

// Weight is the most points that a criterion gives; Hard says that who fails it is no candidate.
type Weight struct {
	Name   Name
	Points int
	Hard   bool
	Label  codes.Label
}

// Weights is the public table of the criteria. Together they give 100 points.
func Weights() []Weight {
	return []Weight{
		{Kind, kindPoints, true, codes.Label{Ja: "支援の種別", En: "Kind of support"}},
		{Area, areaPoints, true, codes.Label{Ja: "場所", En: "Place"}},
		{Period, periodPoints, true, codes.Label{Ja: "時期", En: "Time"}},
		{Quantity, quantityPoints, true, codes.Label{Ja: "数量", En: "Quantity"}},
		{Eligibility, eligibilityPoints, true, codes.Label{Ja: "対象の条件", En: "Eligibility"}},
		{Fields, fieldPoints, false, codes.Label{Ja: "活動分野", En: "Field"}},
		{Capacity, capacityPoints, false, codes.Label{Ja: "受け入れられる量", En: "Capacity"}},
		{Text, textPoints, false, codes.Label{Ja: "ことば", En: "Words"}},
		{Past, pastPoints, false, codes.Label{Ja: "これまでの実績", En: "Past results"}},
	}
}

// The table of points.
const (
	kindPoints, nearPoints                = 15, 5 // the same kind, a neighbouring one
	areaPoints, nearbyPoints, reachPoints = 20, 14, 8
	farPoints                             = 4
	nearbyKm, reachKm                     = 20, 50
	periodPoints                          = 15
	quantityPoints                        = 10
	eligibilityPoints                     = 5
	fieldPoints                           = 15
	capacityPoints                        = 5
	textPoints, perWord                   = 10, 2 // for each pair of characters in common
	pastPoints                            = 5
	fullPoints                            = 100
	defaultEquity                         = 50 // of 100
	contactsOfHalf, scale                 = 4, 1000
)

// near are kinds of another main kind, or of the same, that a person would accept for each other.
var near = map[codes.Support][]codes.Support{
	"P2": {"K1", "K2", "K3", "K4", "K5"},
	"P3": {"P2", "K4"},
	"G1": {"G2"}, "G2": {"G1"},
	"G4": {"D1"}, "D1": {"G1", "G4"},
	"G3": {"D2"}, "D2": {"G3"},
	"I2": {"K3"},
	"S2": {"B3"}, "B3": {"S2"},
	"S4": {"D4"}, "D4": {"S1", "S4"},
	"D3": {"P1"}, "P1": {"D3"},
	"M1": {"M2", "M5"}, "M2": {"M1", "M3"}, "M3": {"M2"}, "M5": {"M1"},
	"O1": {"O2"}, "O2": {"O1"},
	"K1": {"P2", "K5"}, "K2": {"P2"}, "K3": {"P2", "I2"}, "K4": {"P2", "P3"}, "K5": {"K1", "P2"},
	"S1": {"S5"}, "S5": {"S1"},
	"T1": {"T3"}, "T3": {"T1"},
}
