use crate::text::Span;

/// A condition as a tree of `and`, `or`, `not` over leaves, which belong to each language.
///
/// Nodes lie in post-order: every child stands before its parent and the root stands last, so that evaluating is one
/// loop from the first node to the last, without recursion however deep the query is.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition<L> {
    nodes: Vec<Node<L>>,
}

/// The number of a node; stable for the life of the condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(u32);

/// One part of a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<L> {
    /// Its number.
    pub id: NodeId,
    /// Bytes of the query text, without surrounding parentheses.
    pub span: Span,
    /// The part it belongs to; `None` for the root.
    pub parent: Option<NodeId>,
    /// What it is.
    pub kind: NodeKind<L>,
}

/// What a part of a condition is.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind<L> {
    /// True for every event: what an empty query means.
    All,
    /// All parts must hold.
    And(Vec<NodeId>),
    /// One part must hold.
    Or(Vec<NodeId>),
    /// The part must not hold.
    Not(NodeId),
    /// One and the same object of the list at `path` must satisfy the part.
    Nested {
        /// The list of objects.
        path: Box<str>,
        /// What one of them must satisfy; fields below are written with their full path.
        part: NodeId,
    },
    /// A comparison.
    Leaf(L),
    /// What could not be read; a diagnostic says why. Nothing is known of it.
    Broken,
}

impl NodeId {
    /// The number as an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The number.
    pub const fn number(self) -> u32 {
        self.0
    }
}

impl<L> Condition<L> {
    /// A condition without nodes, to be filled in post-order.
    pub fn new() -> Self {
        Self { nodes: Vec::new() }
    }

    /// Appends a node. The nodes named in `kind` must be in the condition already.
    pub fn push(&mut self, span: Span, kind: NodeKind<L>) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        let adopt = |nodes: &mut Vec<Node<L>>, child: NodeId| {
            if let Some(child) = nodes.get_mut(child.index()) {
                child.parent = Some(id);
            }
        };
        match &kind {
            NodeKind::And(parts) | NodeKind::Or(parts) => parts.iter().for_each(|part| adopt(&mut self.nodes, *part)),
            NodeKind::Not(part) | NodeKind::Nested { part, .. } => adopt(&mut self.nodes, *part),
            NodeKind::All | NodeKind::Leaf(_) | NodeKind::Broken => {}
        }
        self.nodes.push(Node { id, span, parent: None, kind });
        id
    }

    /// Widens the span of a node, for a group whose first word stands before its parentheses.
    pub fn widen(&mut self, id: NodeId, span: Span) {
        if let Some(node) = self.nodes.get_mut(id.index()) {
            node.span = node.span.join(span);
        }
    }

    /// The node with this number.
    pub fn get(&self, id: NodeId) -> Option<&Node<L>> {
        self.nodes.get(id.index())
    }

    /// The whole condition; `None` only for one without nodes.
    pub fn root(&self) -> Option<&Node<L>> {
        self.nodes.last()
    }

    /// Every node, children before their parents.
    pub fn nodes(&self) -> &[Node<L>] {
        &self.nodes
    }

    /// The leaves with their nodes, in the order of the text.
    pub fn leaves(&self) -> impl Iterator<Item = (&Node<L>, &L)> {
        self.nodes.iter().filter_map(|node| match &node.kind {
            NodeKind::Leaf(leaf) => Some((node, leaf)),
            _ => None,
        })
    }

    /// The same tree with other leaves.
    pub fn map<M>(&self, leaf: &mut dyn FnMut(&Node<L>, &L) -> M) -> Condition<M> {
        let nodes = self.nodes.iter().map(|node| {
            let kind = match &node.kind {
                NodeKind::All => NodeKind::All,
                NodeKind::And(parts) => NodeKind::And(parts.clone()),
                NodeKind::Or(parts) => NodeKind::Or(parts.clone()),
                NodeKind::Not(part) => NodeKind::Not(*part),
                NodeKind::Nested { path, part } => NodeKind::Nested { path: path.clone(), part: *part },
                NodeKind::Leaf(own) => NodeKind::Leaf(leaf(node, own)),
                NodeKind::Broken => NodeKind::Broken,
            };
            Node { id: node.id, span: node.span, parent: node.parent, kind }
        });
        Condition { nodes: nodes.collect() }
    }

    /// The nodes above `id`, nearest first.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = &Node<L>> {
        let mut next = self.get(id).and_then(|node| node.parent);
        std::iter::from_fn(move || {
            let node = self.get(next?)?;
            next = node.parent;
            Some(node)
        })
    }
}

impl<L> Default for Condition<L> {
    fn default() -> Self {
        Self::new()
    }
}

impl<L> Node<L> {
    /// The parts of the node, in the order of the text.
    pub fn parts(&self) -> &[NodeId] {
        match &self.kind {
            NodeKind::And(parts) | NodeKind::Or(parts) => parts,
            NodeKind::Not(part) | NodeKind::Nested { part, .. } => std::slice::from_ref(part),
            NodeKind::All | NodeKind::Leaf(_) | NodeKind::Broken => &[],
        }
    }
}
