//! Where the stages of a lifecycle stand and how the arrows between them run.
//!
//! Stages stand in layers: each one layer behind the last of those that advance to it. Arrows that advance to the next layer run
//! straight. All others run in lanes beside the layers: what takes records on or out on one side, what sends them back on the
//! other. Arrows of one kind to one stage share a lane, as many stages recycle to the same one.
//!
//! Places are in units of the drawing, along the lifecycle ([`Point::along`]) and across it ([`Point::across`]): the same layout is
//! drawn from left to right and from top to bottom.

use super::{Lifecycle, Move};
use std::collections::{BTreeMap, BTreeSet};

/// How large things are, in units of the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sizes {
    /// A stage, along the lifecycle.
    pub length: f64,
    /// A stage, across it.
    pub breadth: f64,
    /// Between two layers.
    pub gap: f64,
    /// Between two stages of one layer.
    pub space: f64,
    /// Between two lanes.
    pub lane: f64,
}

/// A place in the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Along the lifecycle.
    pub along: f64,
    /// Across it.
    pub across: f64,
}

/// An arrow: one or several transitions of one kind between the same two stages.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrow {
    /// The places of the two stages.
    pub ends: (usize, usize),
    /// What it does.
    pub kind: Move,
    /// Which transitions, by their places.
    pub transitions: Vec<usize>,
    /// Its corners, from the one stage to the other.
    pub path: Vec<Point>,
    /// Whether it runs straight from one layer to the next.
    pub straight: bool,
}

/// A lifecycle with all its places.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The near corner of each stage.
    pub stages: Vec<Point>,
    /// All arrows.
    pub arrows: Vec<Arrow>,
    /// How much room it takes.
    pub size: Point,
    /// What it was made with.
    pub sizes: Sizes,
}

/// How far before the next layer arrows turn to another row, as a share of the gap: beyond the middle, where there is room for
/// the words.
pub(super) const TURN: f64 = 0.2;

/// On which side of the layers a lane is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Near,
    Far,
}

/// Lays a lifecycle out.
#[must_use]
pub fn layout(lifecycle: &Lifecycle<'_>, sizes: Sizes) -> Layout {
    let layers = layers(lifecycle);
    let rows = rows(lifecycle, &layers);
    let arrows = arrows(lifecycle);
    let lanes = lanes(&arrows, &layers, &rows);
    let count =
        |side: Side| lanes.values().filter(|lane| lane.side == side).map(|lane| lane.place + 1).max().unwrap_or(0);
    let depth = |lanes: usize| if lanes == 0 { 0.0 } else { units(lanes) * sizes.lane + sizes.lane };
    let before = depth(count(Side::Near));
    let stages: Vec<Point> = layers
        .iter()
        .zip(&rows)
        .map(|(layer, row)| Point {
            along: units(*layer) * (sizes.length + sizes.gap),
            across: before + units(*row) * (sizes.breadth + sizes.space),
        })
        .collect();
    let routes = Routes { sizes, stages: &stages, layers: &layers, rows: &rows };
    let ports = Ports::of(&arrows, &lanes);
    let arrows: Vec<Arrow> = arrows
        .into_iter()
        .map(|((from, to, kind), transitions)| {
            let lane = lanes.get(&(to, kind, lanes_apart(&layers, from, to))).copied();
            let straight = lane.is_none() || is_straight(&layers, from, to, kind);
            let path = match lane {
                Some(lane) if !straight => routes.by_lane(from, to, lane, &ports),
                _ => routes.straight(from, to),
            };
            Arrow { ends: (from, to), kind, transitions, path, straight }
        })
        .collect();
    // Not every lane is as far out as it may be, and some arrows turn behind the last layer.
    let corners = arrows.iter().flat_map(|arrow| &arrow.path).copied();
    let ends =
        stages.iter().map(|stage| Point { along: stage.along + sizes.length, across: stage.across + sizes.breadth });
    let reach = |of: fn(Point) -> f64| corners.clone().chain(ends.clone()).map(of).fold(0.0, f64::max);
    let size = Point { along: reach(|point| point.along), across: reach(|point| point.across) };
    Layout { stages, arrows, size, sizes }
}

// There are far fewer than 2^52 stages.
#[expect(clippy::cast_precision_loss, reason = "a handful of stages")]
fn units(count: usize) -> f64 {
    count as f64
}

type Ends = (usize, usize, Move);

/// The transitions by what they connect and do.
fn arrows(lifecycle: &Lifecycle<'_>) -> BTreeMap<Ends, Vec<usize>> {
    let mut arrows: BTreeMap<Ends, Vec<usize>> = BTreeMap::new();
    for (place, transition) in lifecycle.transitions.iter().enumerate() {
        arrows.entry((transition.from, transition.to, transition.kind)).or_default().push(place);
    }
    arrows
}

/// How many stages that no record advances to or from stand beside each other behind all others.
const ASIDE: usize = 3;

/// The layer of each stage: one behind the last of those that advance to it, without going round in circles. A stage that only
/// advances stands right before what it advances to; what does neither, where records end up that are out, behind all others.
fn layers(lifecycle: &Lifecycle<'_>) -> Vec<usize> {
    let count = lifecycle.stages.len();
    let advances = forward(lifecycle);
    if advances.is_empty() {
        return (0..count).collect();
    }
    let mut layers: Vec<Option<usize>> = vec![None; count];
    for place in order_of(count, &advances) {
        let before = advances.iter().filter(|(_, to)| *to == place).filter_map(|(from, _)| layers[*from]).max();
        let connected = advances.iter().any(|(from, to)| *from == place || *to == place);
        layers[place] = connected.then(|| before.map_or(0, |before| before + 1));
    }
    for place in 1..count {
        let next = advances.iter().filter(|(from, _)| *from == place).filter_map(|(_, to)| layers[*to]).min();
        if let (Some(0), Some(next)) = (layers[place], next) {
            layers[place] = Some(next - 1);
        }
    }
    let behind = layers.iter().flatten().max().map_or(0, |last| last + 1);
    let mut aside = 0;
    let mut put_aside = || {
        aside += 1;
        behind + (aside - 1) / ASIDE
    };
    layers.into_iter().map(|layer| layer.unwrap_or_else(&mut put_aside)).collect()
}

/// What advances from stage to stage, without what closes a circle: of a circle, what leads back in the order of the list.
fn forward(lifecycle: &Lifecycle<'_>) -> Vec<(usize, usize)> {
    let advances: BTreeSet<(usize, usize)> = lifecycle
        .transitions
        .iter()
        .filter(|transition| transition.kind == Move::Advance && transition.from != transition.to)
        .map(|transition| (transition.from, transition.to))
        .collect();
    // First what goes with the list, then what goes against it without closing a circle.
    let (with, against): (Vec<_>, Vec<_>) = advances.into_iter().partition(|(from, to)| from < to);
    let mut kept = with;
    for (from, to) in against {
        if !leads_to(&kept, to, from) {
            kept.push((from, to));
        }
    }
    kept
}

fn leads_to(edges: &[(usize, usize)], from: usize, to: usize) -> bool {
    let mut seen = BTreeSet::from([from]);
    let mut next = vec![from];
    while let Some(place) = next.pop() {
        if place == to {
            return true;
        }
        next.extend(edges.iter().filter(|(from, _)| *from == place).map(|(_, to)| *to).filter(|to| seen.insert(*to)));
    }
    false
}

/// All places, each behind those that lead to it.
fn order_of(count: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut left: Vec<usize> = (0..count).map(|place| edges.iter().filter(|(_, to)| *to == place).count()).collect();
    let mut ready: BTreeSet<usize> = (0..count).filter(|place| left[*place] == 0).collect();
    let mut order = Vec::with_capacity(count);
    while let Some(place) = ready.pop_first() {
        order.push(place);
        for (_, to) in edges.iter().filter(|(from, _)| *from == place) {
            left[*to] -= 1;
            if left[*to] == 0 {
                ready.insert(*to);
            }
        }
    }
    order
}

/// The row of each stage in its layer. Stages on the way that the list goes come first, so that it is a straight line.
fn rows(lifecycle: &Lifecycle<'_>, layers: &[usize]) -> Vec<usize> {
    let count = layers.len();
    let last = layers.iter().max().map_or(0, |layer| layer + 1);
    let advances = |place: usize| {
        lifecycle
            .transitions
            .iter()
            .any(|transition| transition.kind == Move::Advance && (transition.from == place || transition.to == place))
    };
    let mut rows = vec![0; count];
    for layer in 0..last {
        let mut inside: Vec<usize> = (0..count).filter(|place| layers[*place] == layer).collect();
        let from_row = |place: usize| {
            let into = lifecycle.transitions.iter().filter(|transition| {
                transition.to == place && transition.kind == Move::Advance && layers[transition.from] < layer
            });
            into.map(|transition| rows[transition.from]).min().unwrap_or_default()
        };
        let leads_on = |place: usize| {
            lifecycle.transitions.iter().any(|transition| transition.from == place && transition.kind == Move::Advance)
        };
        let mut keyed: Vec<_> =
            inside.drain(..).map(|place| (!advances(place), from_row(place), !leads_on(place), place)).collect();
        keyed.sort_unstable();
        for (row, (.., place)) in keyed.into_iter().enumerate() {
            rows[place] = row;
        }
    }
    rows
}

/// Whether an arrow leads to the next layer and takes records on.
fn is_straight(layers: &[usize], from: usize, to: usize, kind: Move) -> bool {
    kind == Move::Advance && layers[to] == layers[from] + 1
}

/// Arrows that come from in front of a stage share no lane with those from behind it: they would run over the stage.
fn lanes_apart(layers: &[usize], from: usize, to: usize) -> bool {
    layers[from] > layers[to]
}

/// Whether no stage of the same layer stands behind this one.
fn is_last_row(layers: &[usize], rows: &[usize], place: usize) -> bool {
    (0..layers.len()).all(|other| layers[other] != layers[place] || rows[other] <= rows[place])
}

/// A lane: where it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Lane {
    side: Side,
    /// How many lanes it leaves between itself and the stages.
    place: usize,
    /// The first and the last layer that it passes.
    span: (usize, usize),
}

type Lanes = BTreeMap<(usize, Move, bool), Lane>;

/// Which lane the arrows of each kind to each stage run in: as near to the stages as there is room.
fn lanes(arrows: &BTreeMap<Ends, Vec<usize>>, layers: &[usize], rows: &[usize]) -> Lanes {
    let mut spans: BTreeMap<(usize, Move, bool), (usize, usize)> = BTreeMap::new();
    for (from, to, kind) in arrows.keys().copied().filter(|(from, to, kind)| !is_straight(layers, *from, *to, *kind)) {
        let (first, last) = (layers[from].min(layers[to]), layers[from].max(layers[to]));
        let span = spans.entry((to, kind, lanes_apart(layers, from, to))).or_insert((first, last));
        *span = (span.0.min(first), span.1.max(last));
    }
    let mut sorted: Vec<_> = spans.into_iter().collect();
    sorted.sort_by_key(|((to, ..), (first, last))| (last - first, *first, *to));
    let mut taken: BTreeMap<Side, Vec<Vec<(usize, usize)>>> = BTreeMap::new();
    let mut lanes = Lanes::new();
    for ((to, kind, apart), (first, last)) in sorted {
        // On the other side where a stage stands in the way.
        let (first_row, last_row) = (rows[to] == 0, is_last_row(layers, rows, to));
        let side = match kind {
            Move::Advance if first_row || !last_row => Side::Near,
            Move::Recycle | Move::Disqualify if first_row && !last_row => Side::Near,
            Move::Advance | Move::Recycle | Move::Disqualify => Side::Far,
        };
        let of_side = taken.entry(side).or_default();
        let is_free = |lane: &Vec<(usize, usize)>| lane.iter().all(|(other, end)| last < *other || *end < first);
        let lane = of_side.iter().position(is_free).unwrap_or_else(|| {
            of_side.push(Vec::new());
            of_side.len() - 1
        });
        if let Some(taken) = of_side.get_mut(lane) {
            taken.push((first, last));
        }
        lanes.insert((to, kind, apart), Lane { side, place: lane, span: (first, last) });
    }
    lanes
}

/// Where on the edge of a stage each lane begins or ends, so that none covers another.
struct Ports {
    of: BTreeMap<(usize, Side), Vec<usize>>,
}

impl Ports {
    fn of(arrows: &BTreeMap<Ends, Vec<usize>>, lanes: &Lanes) -> Self {
        let mut of: BTreeMap<(usize, Side), BTreeSet<usize>> = BTreeMap::new();
        for (from, to, kind) in arrows.keys() {
            for apart in [false, true] {
                if let Some(Lane { side, place, .. }) = lanes.get(&(*to, *kind, apart)) {
                    of.entry((*from, *side)).or_default().insert(*place);
                    of.entry((*to, *side)).or_default().insert(*place);
                }
            }
        }
        Self { of: of.into_iter().map(|(place, lanes)| (place, lanes.into_iter().collect())).collect() }
    }

    /// How far along the edge, from 0 to 1.
    fn share(&self, stage: usize, side: Side, lane: usize) -> f64 {
        let lanes = self.of.get(&(stage, side)).map_or(&[][..], Vec::as_slice);
        let place = lanes.iter().position(|other| *other == lane).unwrap_or_default();
        (units(place) + 1.0) / (units(lanes.len().max(1)) + 1.0)
    }
}

struct Routes<'l> {
    sizes: Sizes,
    stages: &'l [Point],
    layers: &'l [usize],
    rows: &'l [usize],
}

impl Routes<'_> {
    fn straight(&self, from: usize, to: usize) -> Vec<Point> {
        let middle = self.sizes.breadth / 2.0;
        let (from, to) = (self.stages[from], self.stages[to]);
        let start = Point { along: from.along + self.sizes.length, across: from.across + middle };
        let end = Point { along: to.along, across: to.across + middle };
        if (start.across - end.across).abs() < f64::EPSILON {
            return vec![start, end];
        }
        let turn = end.along - self.sizes.gap * TURN;
        vec![start, Point { along: turn, across: start.across }, Point { along: turn, across: end.across }, end]
    }

    fn by_lane(&self, from: usize, to: usize, lane: Lane, ports: &Ports) -> Vec<Point> {
        let Lane { side, place, span } = lane;
        let lane_across = match side {
            Side::Near => self.near_edge() - units(place + 1) * self.sizes.lane,
            Side::Far => self.far_edge(span) + units(place + 1) * self.sizes.lane,
        };
        let mut path = self.stub(from, side, place, ports);
        let end = self.stub(to, side, place, ports);
        if let (Some(out), Some(back)) = (path.last().copied(), end.last().copied()) {
            path.push(Point { along: out.along, across: lane_across });
            path.push(Point { along: back.along, across: lane_across });
        }
        path.extend(end.into_iter().rev());
        path
    }

    /// From the edge of a stage to where nothing stands between it and the lanes.
    fn stub(&self, stage: usize, side: Side, lane: usize, ports: &Ports) -> Vec<Point> {
        let place = self.stages[stage];
        let Sizes { length, breadth, gap, .. } = self.sizes;
        let share = ports.share(stage, side, lane);
        if self.is_outermost(stage, side) {
            let across = if side == Side::Near { place.across } else { place.across + breadth };
            return vec![Point { along: place.along + length * share, across }];
        }
        // Through the gap behind the layer.
        let across = place.across + breadth * if side == Side::Near { 0.3 } else { 0.7 };
        let along = place.along + length;
        vec![Point { along, across }, Point { along: along + gap * 0.08 * (1.0 + units(lane)).min(5.0), across }]
    }

    fn is_outermost(&self, stage: usize, side: Side) -> bool {
        match side {
            Side::Near => self.rows[stage] == 0,
            Side::Far => is_last_row(self.layers, self.rows, stage),
        }
    }

    fn near_edge(&self) -> f64 {
        self.stages.iter().map(|stage| stage.across).fold(f64::INFINITY, f64::min)
    }

    /// Behind all stages of these layers.
    fn far_edge(&self, (first, last): (usize, usize)) -> f64 {
        let passed = self.stages.iter().zip(self.layers).filter(|(_, layer)| (first..=last).contains(*layer));
        passed.map(|(stage, _)| stage.across + self.sizes.breadth).fold(0.0, f64::max)
    }
}
