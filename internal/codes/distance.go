package codes

import "math"

// place is where the office of a municipality stands, in degrees.
type place struct{ lat, lng float64 }

// Source: code4fukui/localgovjp (CC0), from 国土地理院 and 地方公共団体情報システム機構.
var offices = map[string]place{
	"35201": {33.95777778, 130.9413889}, "35202": {33.95166667, 131.2466667}, "35203": {34.17833333, 131.4738889},
	"35204": {34.40805556, 131.3991667}, "35206": {34.05194444, 131.5627778}, "35207": {34.015, 131.8702778},
	"35208": {34.16694444, 132.2197222}, "35210": {33.96166667, 131.9422222}, "35211": {34.37111111, 131.1822222},
	"35212": {33.96388889, 132.1016667}, "35213": {34.16666667, 131.2058333}, "35215": {34.05527778, 131.8061111},
	"35216": {34.00333333, 131.1819444}, "35305": {33.9275, 132.1952778}, "35321": {34.20222222, 132.2202778},
	"35341": {33.83083333, 132.1108333}, "35343": {33.95472222, 132.0413889}, "35344": {33.93805556, 132.0733333},
	"35502": {34.50333333, 131.4711111},
}

// earth is the mean radius of the earth in kilometres (IUGG).
const earth = 6371.0088

// Kilometres is the distance between the offices of two municipalities as the crow flies, rounded;
// ok is false where a place is not known.
func Kilometres(a, b string) (km int, ok bool) {
	p, known := offices[a]
	q, also := offices[b]
	if !known || !also {
		return 0, false
	}
	rad := math.Pi / 180
	x := math.Sin((q.lat - p.lat) * rad / 2)
	y := math.Sin((q.lng - p.lng) * rad / 2)
	h := x*x + math.Cos(p.lat*rad)*math.Cos(q.lat*rad)*y*y
	return int(math.Round(2 * earth * math.Asin(math.Sqrt(h)))), true
}
