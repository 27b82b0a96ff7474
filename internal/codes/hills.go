package codes

import "slices"

// allHills are the municipalities the whole of which is 中山間地域: 山口県「中山間地域とは」
// (https://yamaguchi-chusankan.jp/category/gaiyo.html, eight: 萩市、長門市、柳井市、美祢市、周防大島町、上関町、平生町、阿武町).
// Of others the prefecture counts some former villages only, which no address here tells.
var allHills = [...]string{"35204", "35211", "35212", "35213", "35305", "35341", "35344", "35502"}

// AllHills says that the whole municipality is a hill and mountain area (中山間地域) of the prefecture.
func (m Municipality) AllHills() bool { return slices.Contains(allHills[:], m.Code) }
