from django.urls import path

from .views import papers, plans, targets, tasks

app_name = "plans"
prefix = "ke-hoach/"

urlpatterns = [
    path("", plans.plan_list, name="list"),
    path("them/", plans.add, name="add"),
    path("<uuid:pk>/", plans.plan_page, name="plan"),
    path("<uuid:pk>/sua/", plans.amend, name="amend"),
    path("<uuid:pk>/can-cu/", plans.bases, name="bases"),
    path("<uuid:pk>/ban-hanh/", plans.issue, name="issue"),
    path("<uuid:pk>/ket-thuc/", plans.close, name="close"),
    path("<uuid:pk>/lap-theo/", plans.draw, name="draw"),
    path("<uuid:pk>/cap-duoi/", plans.drawn, name="drawn"),
    path("<uuid:pk>/tep/", plans.attach, name="attach"),
    path("<uuid:pk>/tien-do.pdf", papers.progress_sheet, name="progress-sheet"),
    path("<uuid:pk>/nhiem-vu.xlsx", papers.tasks_sheet, name="tasks-sheet"),
    path("<uuid:pk>/nhiem-vu/them/", tasks.add, name="task-add"),
    path("nhiem-vu/<uuid:pk>/sua/", tasks.amend, name="task-amend"),
    path("nhiem-vu/<uuid:pk>/xoa/", tasks.remove, name="task-remove"),
    path("nhiem-vu/<uuid:pk>/tien-do/", tasks.progress, name="task-progress"),
    path("nhiem-vu/<uuid:pk>/chi-tieu/them/", tasks.add_target, name="target-add"),
    path("chi-tieu/<uuid:pk>/", targets.target_page, name="target"),
    path("chi-tieu/<uuid:pk>/sua/", tasks.amend_target, name="target-amend"),
    path("chi-tieu/<uuid:pk>/theo-don-vi.xlsx", targets.units_sheet, name="units-sheet"),
    path("chi-tieu/<uuid:pk>/giao/", targets.hand_down, name="hand-down"),
    path("chi-tieu/<uuid:pk>/bao-cao/", targets.report, name="report"),
]
