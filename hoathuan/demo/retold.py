"""Disputes of the team that is shown, told to colleagues without names: most are shown, one waits to be read."""

from __future__ import annotations

from datetime import date

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import Actor, actor_for
from hoathuan.accounts.choices import TEAM_KINDS, SeatKind
from hoathuan.accounts.models import Seat
from hoathuan.cases.choices import Field, State
from hoathuan.cases.models import Case
from hoathuan.stories import services
from hoathuan.stories.choices import Audience
from hoathuan.stories.errors import StoryRefused
from hoathuan.stories.models import Story
from hoathuan.stories.services import Telling
from hoathuan.teams.models import Team

#: What was learned from the newest dispute of each kind. The last of them waits for its second reader.
_TELLINGS = {
    Field.PASSAGE: Telling(
        title="Lối đi chung giữa hai nhà (chuyện mẫu)",
        situation="Bên A xây tường, bên B không còn lối ra ruộng.\nHai bên nặng lời với nhau trước mặt trẻ nhỏ.",
        helped="Người hòa giải mời hai bên cùng ra xem chỗ đất, đo lối đi rồi mới bàn.",
        ended="Hai bên thống nhất: lùi tường, để lại lối đi đủ cho xe máy; công làm lại tường chia đôi.",
        law="Bộ luật Dân sự 2015, Điều 254 về quyền về lối đi qua",
        lesson="Gặp việc như thế này, nên xem tận nơi trước khi bàn ai đúng ai sai.",
        audience=Audience.COUNTRY,
        names_province=True,
        names_role=True,
    ),
    Field.LAND: Telling(
        title="Hàng cây trên ranh giới vườn (chuyện mẫu)",
        situation="Bên A trồng cây sát ranh giới. Rễ và cành sang vườn bên B, bên B tự chặt.",
        helped="Người hòa giải nghe riêng từng bên, rồi nhờ người cao tuổi hiểu ranh cũ cùng chỉ mốc.",
        ended="Hai bên thống nhất: chôn mốc mới, tỉa cành mỗi năm một lần, bên B xin lỗi.",
        law="Bộ luật Dân sự 2015, Điều 175 về ranh giới giữa các bất động sản",
        lesson="Gặp việc như thế này, nên chỉ mốc trước mặt cả hai bên và ghi lại ngay.",
    ),
    Field.MARRIAGE: Telling(
        title="Vợ chồng giận nhau vì việc đồng áng (chuyện mẫu)",
        situation="Bên A đi làm xa, bên B lo hết việc nhà và cho rằng không ai biết đến công của mình.",
        helped="Người hòa giải để từng bên kể hết, không ai ngắt lời; rồi hỏi mỗi bên muốn giữ điều gì.",
        ended="Hai bên thống nhất: gọi điện mỗi tối, việc nặng chờ bên A về cùng làm.",
        law="Luật Hôn nhân và gia đình 2014, Điều 19 về tình nghĩa vợ chồng",
        lesson="Gặp việc như thế này, nên hỏi trước xem có ai bị đánh không; có thì không hòa giải mà báo ngay.",
    ),
    Field.NEIGHBOURS: Telling(
        title="Tiếng hát lúc đêm khuya (chuyện mẫu)",
        situation="Bên A hát bằng loa to đến khuya, bên B có người ốm cần ngủ.",
        helped="Người hòa giải mời bên A sang đứng trong nhà bên B nghe thử.",
        ended="Hai bên thống nhất: sau bữa tối thì tắt loa, có đám thì báo trước.",
        lesson="Gặp việc như thế này, nên để mỗi bên đứng vào chỗ của bên kia.",
    ),
}


class Retold:
    """Told by the team's head, read by the commune's justice officer; somebody of the team found them useful."""

    def __init__(self, shown: Team, officer: Seat, today: date) -> None:
        self.shown, self.officer, self.today = shown, officer, today

    def run(self) -> int:
        """How many stories there are now."""
        seat = Seat.objects.get(team_id=self.shown.pk, kind=SeatKind.TEAM_HEAD)
        head = actor_for(seat)
        sent = [self._sent(head, field, telling) for field, telling in _TELLINGS.items()]
        for story in [story for story in sent if story is not None][:-1]:
            self._shown(story)
        return Story.objects.filter(author_seat_id=seat.pk).count()

    def _sent(self, head: Actor, field: Field, telling: Telling) -> Story | None:
        """None where there is no such dispute, or somebody there bears a name that is also a word of the story."""
        over = Case.objects.filter(team=self.shown, field=field, state=State.ENDED, voided_on=None)
        case = over.order_by("-ended_on", "-pk").first()
        if case is None:
            return None
        with as_actor(head):
            story = services.tell(actor=head, case=case, telling=telling)
            try:
                return services.send(actor=head, story=story, version=story.version)
            except StoryRefused:
                return None

    def _shown(self, story: Story) -> None:
        reader = actor_for(self.officer)
        with as_actor(reader):
            services.show(actor=reader, story=story, version=story.version)
        for seat in Seat.objects.filter(team_id=self.shown.pk, kind__in=TEAM_KINDS, stopped_at=None):
            colleague = actor_for(seat)
            if colleague.seat_id != story.author_seat_id:
                with as_actor(colleague):
                    services.mark_useful(actor=colleague, story=story, useful=True)
