//! Parts of long lists: by page for the API, by keyset for pages people leaf through.

use domain::time::Timestamp;
use serde::Serialize;
use uuid::Uuid;

/// Most rows one request gets.
pub const LIMIT_MAX: i64 = 200;
/// Most rows of a [`Slice::Glance`]: all that is looked at together.
pub const GLANCE_MAX: i64 = 500;
/// Last row that can be reached by page number; past it, one narrows the search instead.
pub const ROW_MAX: i64 = 10_000;

/// Where a keyset list goes on: after this row of an order by (instant, id), newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Instant of the last row shown.
    pub at: Timestamp,
    /// Id of the last row shown.
    pub id: Uuid,
}

impl Cursor {
    /// As it stands in an address: `1796083200000000-0197…`.
    pub fn encode(&self) -> String {
        format!("{}-{}", self.at.as_microsecond(), self.id.simple())
    }

    /// Reads [`Cursor::encode`]; anything else is no cursor, and the list starts from the top.
    pub fn decode(text: &str) -> Option<Self> {
        let (at, id) = text.split_once('-')?;
        let at = Timestamp::from_microsecond(at.parse().ok()?).ok()?;
        Some(Self { at, id: Uuid::try_parse(id).ok()? })
    }
}

/// Which part of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slice {
    /// Rows after a cursor, newest first.
    After {
        /// None is the top.
        cursor: Option<Cursor>,
        /// At most this many.
        limit: i64,
    },
    /// The top of a list without counting the rest: its total is what was read.
    Glance {
        /// At most this many.
        limit: i64,
    },
    /// A numbered page.
    Page {
        /// Rows to pass over.
        offset: i64,
        /// At most this many.
        limit: i64,
    },
}

impl Slice {
    /// The top of a list.
    pub fn top(limit: i64) -> Self {
        Self::After { cursor: None, limit }
    }

    /// Most rows wanted.
    pub fn limit(&self) -> i64 {
        match *self {
            Self::After { limit, .. } | Self::Page { limit, .. } => limit.clamp(1, LIMIT_MAX),
            Self::Glance { limit } => limit.clamp(1, GLANCE_MAX),
        }
    }

    /// Rows to pass over.
    pub fn offset(&self) -> i64 {
        match *self {
            Self::After { .. } | Self::Glance { .. } => 0,
            Self::Page { offset, .. } => offset.clamp(0, ROW_MAX),
        }
    }

    /// Where to go on, for a keyset.
    pub fn cursor(&self) -> Option<Cursor> {
        match *self {
            Self::After { cursor, .. } => cursor,
            Self::Glance { .. } | Self::Page { .. } => None,
        }
    }

    /// How many rows there are in all, when the rows found (one more than asked for, if there is
    /// one) tell it without counting.
    pub fn total_told_by(&self, found: usize) -> Option<i64> {
        let found = i64::try_from(found).ok()?;
        if let Self::Glance { limit } = *self {
            return Some(found.min(limit));
        }
        let is_last = found <= self.limit();
        let is_counted_from_top = self.cursor().is_none() && (found > 0 || self.offset() == 0);
        (is_last && is_counted_from_top).then(|| self.offset() + found)
    }
}

/// Ends a list query: newest first, the slice asked for and one row more, which tells that there is
/// more. `$alias` is the table's, whose rows have `created_at` and `id`.
#[macro_export]
macro_rules! push_newest_first {
    ($query:expr, $alias:literal, $slice:expr) => {{
        if let Some(cursor) = $slice.cursor() {
            $query
                .push(concat!(" AND (", $alias, ".created_at, ", $alias, ".id) < ("))
                .push_bind(cursor.at.as_microsecond())
                .push(", ")
                .push_bind(cursor.id)
                .push(")");
        }
        $query
            .push(concat!(" ORDER BY ", $alias, ".created_at DESC, ", $alias, ".id DESC LIMIT "))
            .push_bind($slice.limit() + 1)
            .push(" OFFSET ")
            .push_bind($slice.offset());
    }};
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: i64,
    /// Where the next part begins, if there is one.
    #[serde(skip)]
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// A page from one row more than was asked for: the extra row only tells that there is more.
    pub fn from_one_more(
        mut rows: Vec<T>,
        slice: Slice,
        total: i64,
        cursor_of: impl Fn(&T) -> Cursor,
    ) -> Self {
        let limit = usize::try_from(slice.limit()).unwrap_or(usize::MAX);
        let has_more = rows.len() > limit;
        rows.truncate(limit);
        let next = if has_more { rows.last().map(cursor_of) } else { None };
        Self { items: rows, total, next }
    }

    /// The same page with other rows.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(change).collect(),
            total: self.total,
            next: self.next,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_page_tells_the_total_and_no_other_does() {
        assert_eq!(Slice::top(10).total_told_by(0), Some(0));
        assert_eq!(Slice::top(10).total_told_by(10), Some(10));
        assert_eq!(Slice::top(10).total_told_by(11), None);
        assert_eq!(Slice::Glance { limit: 5 }.total_told_by(6), Some(5), "nothing is counted");
        let third = Slice::Page { offset: 20, limit: 10 };
        assert_eq!(third.total_told_by(3), Some(23));
        assert_eq!(third.total_told_by(0), None, "the page lies beyond the end");
        let after = Cursor { at: Timestamp::UNIX_EPOCH, id: uuid::Uuid::nil() };
        assert_eq!(Slice::After { cursor: Some(after), limit: 10 }.total_told_by(3), None);
    }

    #[test]
    fn a_cursor_survives_the_address_bar() {
        let cursor = Cursor {
            at: Timestamp::from_microsecond(1_796_083_200_000_001).expect("instant"),
            id: Uuid::from_u128(7),
        };
        assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
        for broken in ["", "x", "12-", "-", "12-zz", "99999999999999999999-0"] {
            assert_eq!(Cursor::decode(broken), None, "{broken}");
        }
    }
}
