"""Charts that can be edited: PowerPoint's own, with their numbers in a workbook inside the slide."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree
from pptx.chart.chart import Chart as Drawn
from pptx.chart.data import CategoryChartData
from pptx.chart.series import BarSeries, LineSeries
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Inches, Pt

from monitoring.reports.pack.contrast import READABLE, contrast
from monitoring.reports.pack.drawing import MANY
from monitoring.reports.pack.model import Chart, Series, Shape
from monitoring.reports.pack.scale import Scale, lies
from monitoring.reports.pack.slides.pen import Box, Pen, describe, rgb

KINDS = {
    (Shape.BARS, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
    (Shape.BARS, True): XL_CHART_TYPE.BAR_CLUSTERED,
    (Shape.STACKED, False): XL_CHART_TYPE.COLUMN_STACKED,
    (Shape.STACKED, True): XL_CHART_TYPE.BAR_STACKED,
    (Shape.LINE, False): XL_CHART_TYPE.LINE,
}
NARROW = 0.07
"""The part of a scale that a value needs to stand inside a bar."""
PER_ROW, LEGEND, SMALLEST = 0.27, 0.35, 7
"""Inches: a lying bar, and a legend; and the least points of letters."""


def asks(chart: Chart) -> float:
    """Inches that a chart wishes for its lying bars; 0 where they stand."""
    return rows(chart) * PER_ROW + (LEGEND if len(chart.series) > 1 else 0) if lies(chart) else 0


def rows(chart: Chart) -> float:
    """How many lying bars are below each other, with the gaps between them."""
    return len(chart.categories) * (1.4 if chart.shape is Shape.STACKED else len(chart.series) + 0.4)


def letters(chart: Chart, height: float, pen: Pen) -> float:
    """Points of the letters in a chart: as of notes, smaller where very many bars lie in its height."""
    if not lies(chart):
        return pen.sizes.note
    return min(pen.sizes.note, max(SMALLEST, height * 72 / rows(chart) * 0.75))


def draw(slide: Slide, box: Box, chart: Chart, pen: Pen, beside: Sequence[Chart]) -> None:
    """The chart in its box, on one scale with those `beside` it."""
    data = CategoryChartData(number_format=number_format(chart))
    data.categories = chart.categories
    for one in chart.series:
        data.add_series(one.name, one.values)
    kind = KINDS[chart.shape, lies(chart)]
    frame = slide.shapes.add_chart(kind, *map(Inches, (box.left, box.top, box.width, box.height)), data)
    describe(frame, chart.title, chart.alt or chart.title)
    drawn: Drawn = frame.chart
    size, scale = letters(chart, box.height, pen), Scale.of(chart, beside)
    drawn.has_title = False
    drawn.font.size, drawn.font.name = Pt(size), pen.style.fonts.slides
    drawn.font.color.rgb = rgb(pen.colours.ink)
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _axes(drawn, chart, pen, scale)
    _series(drawn, chart, pen, size, scale)
    _language(drawn, pen.tag)


def number_format(chart: Chart) -> str:
    """How values are written, with a real minus.

    >>> from monitoring.reports.pack.model import Series
    >>> number_format(Chart("k", Shape.BARS, "", "", "€ mln", (), (), 1))
    '#,##0.0;−#,##0.0'
    """
    places = "." + "0" * chart.decimals if chart.decimals else ""
    form = f"0{places}%" if chart.unit == "%" else f"#,##0{places}"
    return f"{form};−{form}"


def _axes(drawn: Drawn, chart: Chart, pen: Pen, scale: Scale) -> None:
    values, names = drawn.value_axis, drawn.category_axis
    values.minimum_scale, values.maximum_scale = scale.least, scale.most
    values.major_unit = scale.ticks[1] - scale.ticks[0]
    values.format.line.fill.background()
    values.major_tick_mark = names.major_tick_mark = XL_TICK_MARK.NONE
    values.tick_labels.font.color.rgb = names.tick_labels.font.color.rgb = rgb(pen.colours.grey)
    values.tick_labels.number_format = number_format(chart)
    values.tick_labels.number_format_is_linked = False
    values.has_major_gridlines = not all_told(chart)
    if values.has_major_gridlines:
        values.major_gridlines.format.line.color.rgb = rgb(pen.colours.hair)
        values.major_gridlines.format.line.width = Pt(0.75)
    names.format.line.color.rgb = rgb(pen.colours.grey)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.reverse_order = lies(chart)  # the first one on top, as in a table
    values.visible = not all_told(chart)


def _series(drawn: Drawn, chart: Chart, pen: Pen, size: float, scale: Scale) -> None:
    plot = drawn.plots[0]
    if chart.shape is not Shape.LINE:
        plot.gap_width = 55
        plot.overlap = 100 if chart.shape is Shape.STACKED else -5
    for one, told in zip(plot.series, chart.series, strict=True):
        if chart.shape is Shape.LINE:
            one.smooth = False
            one.format.line.color.rgb, one.format.line.width = rgb(told.colour), Pt(2.25)
            one.marker.style = XL_MARKER_STYLE.NONE
        else:
            one.invert_if_negative = False
            one.format.fill.solid()
            one.format.fill.fore_color.rgb = rgb(told.colour)
        if all_told(chart):
            _label_bars(one, chart, told.colour, pen, size)
            if chart.shape is Shape.STACKED:
                _unlabel_narrow(one, told, scale)
        else:
            _label_last(one, chart, told, size)


def all_told(chart: Chart) -> bool:
    """Whether every bar has its value, so that no axis is needed; of many only the last one has: a table has all."""
    few = len(chart.categories) * len(chart.series) <= MANY
    return chart.shape is not Shape.LINE and (few or lies(chart) or chart.shape is Shape.STACKED)


def _label_bars(one: BarSeries, chart: Chart, colour: str, pen: Pen, size: float) -> None:
    labels = one.data_labels
    labels.show_value = True
    labels.font.size, labels.font.bold = Pt(size), True
    labels.number_format, labels.number_format_is_linked = number_format(chart), False
    if chart.shape is Shape.STACKED:
        labels.number_format += ";"  # no noughts where there is no bar
        labels.font.color.rgb = rgb("#FFFFFF" if contrast("#FFFFFF", colour) >= READABLE else pen.colours.ink)
    else:
        labels.position = XL_LABEL_POSITION.OUTSIDE_END


def _unlabel_narrow(one: BarSeries, told: Series, scale: Scale) -> None:
    """No value where a bar among others is too narrow to hold it."""
    labels = one.data_labels._element
    for at, value in enumerate(told.values):
        if value is not None and abs(value) < NARROW * (scale.most - scale.least):
            label = labels._insert_dLbl_in_sequence(at)
            for part in list(label)[1:]:
                label.remove(part)
            etree.SubElement(label, qn("c:delete"), val="1")


def _label_last(one: BarSeries | LineSeries, chart: Chart, told: Series, size: float) -> None:
    """The value of the last bar or point; of two lines the higher has it above, the lower below."""
    last = [at for at, value in enumerate(told.values) if value is not None]
    if not last or (chart.shape is not Shape.LINE and len(chart.series) > 1):
        return
    point = one.points[last[-1]]
    label = point.data_label
    label.font.size, label.font.bold = Pt(size), True
    label.position = XL_LABEL_POSITION.OUTSIDE_END
    if chart.shape is Shape.LINE:
        point.marker.style, point.marker.size = XL_MARKER_STYLE.CIRCLE, 7
        point.marker.format.fill.solid()
        point.marker.format.fill.fore_color.rgb = rgb(told.colour)
        label.font.color.rgb = rgb(told.colour)
        label.position = _side(chart, told)


def _side(chart: Chart, told: Series) -> XL_LABEL_POSITION:
    ends = sorted(value for value in (_end(one) for one in chart.series) if value is not None)
    if _end(told) == ends[-1]:
        return XL_LABEL_POSITION.ABOVE
    return XL_LABEL_POSITION.BELOW if _end(told) == ends[0] else XL_LABEL_POSITION.RIGHT


def _end(one: Series) -> float | None:
    return next((value for value in reversed(one.values) if value is not None), None)


def _language(drawn: Drawn, tag: str) -> None:
    space = drawn._chartSpace
    for text in space.iter(qn("a:defRPr")):
        text.set("lang", tag)
